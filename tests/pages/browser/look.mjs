// Opens pages in Debian's Chromium at a desk's and a phone's size, watches for everything a person would stumble
// over, and leaves pictures to look at, of pages and of what they print on A4 paper.
//
// usage: node look.mjs PLAN.json
//   {"address", "pictures", "people": {who: {"school", "login", "password"}}, "class"?: {"teacher": who, "name", "list"},
//    "visits": [{"name", "path", "as"?: who, "lang"?, "prints"?: true}], "names"?: [Chinese words that English pages may hold],
//    "course"?: {"as": who, "packs": how many there are}, "keyboard"?: {"words", "pack", "receipt"}, "downloads"?: [{"as", "path"}]}
// Prints what is wrong, one line each; exit code 1 if anything is.
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(process.env.JIXIA_NODE_FOLDER + "/");
const { chromium } = require("playwright-core");

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const kSizes = [["desk", 1366, 768], ["phone", 360, 640]];
const kPaper = { width: 680, height: 1009 }; // A4 within margins of 15 mm, at 96 pixels an inch
const kFlags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const problems = [];
const profile = mkdtempSync(join(tmpdir(), "jixia-chromium-"));
mkdirSync(plan.pictures, { recursive: true });

const open = async (width, height) => {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium", args: kFlags, viewport: { width, height }, acceptDownloads: true, locale: "zh-CN",
  });
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return context;
};

const watch = (page, say) => {
  page.on("console", (message) => message.type() === "error" && say(`console: ${message.text()}`));
  page.on("pageerror", (error) => say(`script: ${error.message}`));
  page.on("response", (answer) => answer.status() >= 400 && say(`${answer.status()} ${answer.url()}`));
  page.on("request", (request) => !request.url().startsWith(plan.address) && !request.url().startsWith("data:") && say(`asks elsewhere: ${request.url()}`));
};

// Signs in with the start password, chooses a new one, and keeps the session for later visits.
const sessions = {};
const signIn = async (who, context) => {
  const person = plan.people[who], page = await context.newPage();
  watch(page, (what) => problems.push(`sign-in of ${who}: ${what}`));
  await page.goto(`${plan.address}/login`);
  await page.selectOption("#school", person.school);
  await page.fill("#login", person.login);
  await page.fill("#password", person.password);
  await Promise.all([page.waitForURL("**/password"), page.keyboard.press("Enter")]);
  const fresh = `Neu-${person.password}`;
  await page.fill("#old", person.password);
  await page.fill("#new", fresh);
  await page.fill("#again", fresh);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  sessions[who] = await context.cookies();
  return page;
};

// The teacher makes a class and sends its list, as the pages offer it. Leaves the class's id in plan.class.id.
const makeClass = async (page) => {
  await page.goto(`${plan.address}/people/classes`);
  await page.fill("#name", plan.class.name);
  await Promise.all([page.waitForURL("**/people/classes/*"), page.keyboard.press("Enter")]);
  plan.class.id = page.url().split("/").pop();
  await page.setInputFiles("#file", { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(plan.class.list) });
  await Promise.all([page.waitForNavigation(), page.locator("form[enctype] button").click()]);
};

// What a person sees amiss on the page that is open.
const inspect = async (page, say) => {
  await page.waitForFunction(() => [...document.querySelectorAll("[data-chart]")].every((chart) => chart.dataset.drawn), null, { timeout: 30000 })
    .catch(() => say("a chart was not drawn"));
  const found = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const outside = [...document.querySelectorAll("main *, header *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > window.innerWidth + 1 && !element.closest(".table, pre, .lesson table") &&
        getComputedStyle(element).position !== "absolute";
    }).map((element) => `${element.tagName}.${element.className}`).slice(0, 3);
    const small = [...document.querySelectorAll("main *, header *")].filter((element) => element.childNodes.length && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && parseFloat(getComputedStyle(element).fontSize) < 13).length;
    const nameless = [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")].filter((element) => {
      const label = element.labels?.length || element.getAttribute("aria-label") || element.textContent.trim() || element.title || element.querySelector("img[alt]:not([alt=''])");
      return !label;
    }).map((element) => element.outerHTML.slice(0, 80));
    const images = [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src);
    return { wide, outside, small, nameless, images, violations: window.violations, headings: document.querySelectorAll("h1").length };
  });
  if (found.wide > 0) say(`scrolls sideways by ${found.wide} px`);
  if (found.outside.length) say(`sticks out: ${found.outside.join(" ")}`);
  if (found.small) say(`${found.small} texts below 13 px`);
  if (found.nameless.length) say(`controls without a name: ${found.nameless.join(" ")}`);
  if (found.images.length) say(`pictures missing: ${found.images.join(" ")}`);
  if (found.violations.length) say(`content policy: ${found.violations.join(", ")}`);
  if (found.headings !== 1) say(`${found.headings} first headings`);
};

// An English page has no Chinese in it but names of people, classes, schools' words, and the way back to Chinese.
const findChinese = (page, names) => page.evaluate((known) => {
  const left = (text) => known.reduce((rest, name) => rest.split(name).join(""), text).match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g);
  const own = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent).join("") +
    ["title", "aria-label", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? "").join(" ");
  return [...document.querySelectorAll("body *")].filter((element) => !element.closest("[lang|=zh]")).flatMap((element) => left(own(element)) ?? []).slice(0, 4);
}, names);

// What a teacher holds in hand: no navigation, nothing to press, nothing wider than the paper, no row cut in two.
const print = async (page, one, say) => {
  await page.pdf({ path: join(plan.pictures, `paper-${one.name}.pdf`), preferCSSPageSize: true });
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(kPaper);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const found = await page.evaluate((paper) => {
    const seen = (element) => element.getClientRects().length > 0;
    const describe = (element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 20)}`;
    return {
      controls: [...document.querySelectorAll("nav, header, form, button, .button, summary, select, input")].filter(seen).map(describe),
      wide: [...document.querySelectorAll("main *")].filter((element) => seen(element) && element.getBoundingClientRect().right > paper.width + 1).map(describe),
      folded: [...document.querySelectorAll("details[data-paper]:not([open])")].map(describe),
      cut: [...document.querySelectorAll("tr")].filter((row) => seen(row) && getComputedStyle(row).breakInside !== "avoid").map(describe),
    };
  }, kPaper);
  if (found.controls.length) say(`prints what is for the screen: ${found.controls.slice(0, 3).join(" | ")}`);
  if (found.wide.length) say(`is wider than the paper: ${found.wide.slice(0, 3).join(" | ")}`);
  if (found.folded.length) say(`leaves out of the paper: ${found.folded.slice(0, 3).join(" | ")}`);
  if (found.cut.length) say(`rows may be cut in two: ${found.cut.slice(0, 3).join(" | ")}`);
};

const prepare = async () => {
  const context = await open(1366, 768);
  for (const who of Object.keys(plan.people ?? {})) {
    await context.clearCookies();
    const page = await signIn(who, context);
    if (plan.class?.teacher === who) await makeClass(page);
    await page.close();
  }
  await context.close();
};

// A table of the class must arrive as the file that its ending says.
const download = async () => {
  const context = await open(1366, 768);
  for (const one of plan.downloads ?? []) {
    await context.clearCookies();
    await context.addCookies(sessions[one.as]);
    const path = one.path.replace("{class}", plan.class?.id);
    const answer = await context.request.get(plan.address + path);
    const begin = (await answer.body()).subarray(0, 4).toString("latin1");
    const wanted = path.includes(".xlsx") ? "PK\u0003\u0004" : path.includes(".csv") ? "\u00ef\u00bb\u00bf" : "{";
    if (answer.status() !== 200 || !begin.startsWith(wanted)) problems.push(`download ${path}: ${answer.status()} ${begin}`);
  }
  await context.close();
};

const visit = async () => {
  for (const [size, width, height] of kSizes) {
    const context = await open(width, height);
    for (const one of plan.visits) {
      const say = (what) => problems.push(`${size} ${one.name}: ${what}`);
      await context.clearCookies();
      if (one.as) await context.addCookies(sessions[one.as]);
      if (one.lang) await context.addCookies([{ name: "jixia_lang", value: one.lang, url: plan.address }]);
      const page = await context.newPage();
      watch(page, say);
      await page.goto(plan.address + one.path.replace("{class}", plan.class?.id), { waitUntil: "load" });
      await inspect(page, say);
      await page.screenshot({ path: join(plan.pictures, `${size}-${one.name}.png`) });
      await page.screenshot({ path: join(plan.pictures, `${size}-${one.name}-whole.png`), fullPage: true });
      if (one.lang === "en") for (const words of await findChinese(page, plan.names ?? [])) say(`Chinese on an English page: ${words}`);
      if (one.prints && size === "desk") await print(page, one, say);
      await page.close();
    }
    await context.close();
  }
};

// Walks a page with the Tab key only, and says where the focus cannot be seen.
const makeWalker = (page, say) => {
  const focused = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element), card = element.closest(".pack") ? getComputedStyle(element.closest(".pack")) : style;
    return { what: `${element.tagName} ${element.id || element.getAttribute("href") || ""}`, text: element.textContent.trim(), name: element.getAttribute("aria-label") ?? "",
      isVisible: style.outlineStyle !== "none" || card.outlineStyle !== "none" };
  });
  const tabTo = async (isIt, most = 60) => {
    for (let k = 0; k < most; ++k) {
      await page.keyboard.press("Tab");
      const now = await focused();
      if (!now.isVisible) say(`focus cannot be seen on ${now.what}`);
      if (isIt(now)) return true;
    }
    say(`not reached in ${most} steps: ${isIt}`);
    return false;
  };
  const press = async (key) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press(key)]);
  return { focused, tabTo, press };
};

// A teacher makes a course, adds packs and orders them without a mouse; the next Tab goes on where the change was made.
const editCourse = async () => {
  const context = await open(1366, 768);
  await context.addCookies([...sessions[plan.course.as], { name: "jixia_lang", value: "zh", url: plan.address }]);
  const page = await context.newPage();
  const say = (what) => problems.push(`course: ${what}`);
  watch(page, say);
  const { tabTo, press } = makeWalker(page, say);
  const picture = (name) => page.screenshot({ path: join(plan.pictures, `desk-course-${name}.png`), fullPage: true });
  const titles = () => page.locator(".course h2 a").allTextContents();
  await page.goto(`${plan.address}/courses`);
  await tabTo((now) => now.what === "INPUT title_zh");
  await page.keyboard.type("化工与机电入门");
  await tabTo((now) => now.what === "INPUT summary_zh", 3);
  await page.keyboard.type("先认识输送线，再开离心泵。");
  await press("Enter");
  await picture("empty");
  for (let k = 0; k < plan.course.packs; ++k) { // what was added is no longer offered, and the page goes on at the choice
    await tabTo((now) => now.what === "SELECT pack", k === 0 ? 60 : 1);
    await tabTo((now) => now.text === "加入", 1);
    await press("Enter");
  }
  const before = await titles();
  if (before.length !== plan.course.packs) say(`has ${before.length} packs`);
  await picture("filled");
  await page.goto(page.url().split("#")[0]);
  await tabTo((now) => now.name.startsWith("上移"));
  await press("Enter");
  const after = await titles();
  if (after.join() !== [before[1], before[0], ...before.slice(2)].join()) say(`the order is ${after}`);
  await tabTo((now) => now.name.startsWith("下移"), 4); // from the pack that was moved, not from the top of the page
  await press("Enter");
  if ((await titles()).join() !== before.join()) say(`the order is ${await titles()}`);
  await picture("ordered");
  const address = page.url().split("#")[0];
  await page.goto(`${address}?lang=en`);
  await inspect(page, say);
  for (const words of await findChinese(page, plan.names ?? [])) say(`Chinese on an English page: ${words}`);
  await picture("ordered-en");
  await page.setViewportSize({ width: 360, height: 640 });
  await inspect(page, say);
  await picture("phone-en");
  await context.clearCookies();
  await page.goto(`${address}?lang=zh`);
  await page.setViewportSize({ width: 1366, height: 768 });
  if (await page.locator("main form").count()) say("a visitor finds a form");
  await picture("visitor");
  await context.close();
};

// From the catalogue to a pack and a checked receipt without a mouse.
const walkByKeyboard = async () => {
  const context = await open(1366, 768);
  const page = await context.newPage();
  const say = (what) => problems.push(`keyboard: ${what}`);
  watch(page, say);
  const { tabTo, press } = makeWalker(page, say);
  await page.goto(plan.address + "/");
  await tabTo((now) => now.what.includes("#main"), 1);
  await tabTo((now) => now.what === "INPUT q");
  await page.keyboard.type(plan.keyboard.words);
  await press("Enter");
  await tabTo((now) => now.what.includes(plan.keyboard.pack));
  await press("Enter");
  if (!page.url().includes(plan.keyboard.pack)) say(`is at ${page.url()}`);
  await tabTo((now) => now.what === "A /receipt");
  await press("Enter");
  await tabTo((now) => now.what === "TEXTAREA receipt");
  await page.evaluate((text) => navigator.clipboard?.writeText?.(text).catch(() => 0), plan.keyboard.receipt);
  await page.keyboard.insertText(plan.keyboard.receipt);
  await tabTo((now) => now.what.startsWith("BUTTON"), 3);
  await press("Enter");
  const verdict = await page.textContent("main");
  if (!verdict.includes("凭据有效")) say("the receipt was not found valid");
  await page.screenshot({ path: join(plan.pictures, "desk-receipt-checked.png") });
  await tabTo((now) => now.text === "English");
  await press("Enter");
  if ((await page.getAttribute("html", "lang")) !== "en") say("the page is not English");
  await context.close();
};

try {
  await prepare();
  await visit();
  await download();
  if (plan.course) await editCourse();
  if (plan.keyboard) await walkByKeyboard();
} catch (error) {
  problems.push(`stopped: ${error.stack}`);
} finally {
  rmSync(profile, { recursive: true, force: true });
}
console.log(problems.join("\n") || "nothing amiss");
process.exit(problems.length ? 1 : 0);
