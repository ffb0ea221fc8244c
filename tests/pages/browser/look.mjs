// Opens pages in Debian's Chromium at a desk's and a phone's size, watches for everything a person would stumble
// over, and leaves pictures to look at.
//
// usage: node look.mjs PLAN.json      {"address", "pictures", "visits": [{"name", "path", "cookie"?, "lang"?}], "keyboard"?}
// Prints what is wrong, one line each; exit code 1 if anything is.
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(process.env.JIXIA_NODE_FOLDER + "/");
const { chromium } = require("playwright-core");

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const kSizes = [["desk", 1366, 768], ["phone", 360, 640]];
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

const visit = async () => {
  for (const [size, width, height] of kSizes) {
    const context = await open(width, height);
    for (const one of plan.visits) {
      const say = (what) => problems.push(`${size} ${one.name}: ${what}`);
      await context.clearCookies();
      if (one.cookie) await context.addCookies([{ ...one.cookie, url: plan.address }]);
      if (one.lang) await context.addCookies([{ name: "jixia_lang", value: one.lang, url: plan.address }]);
      const page = await context.newPage();
      watch(page, say);
      await page.goto(plan.address + one.path, { waitUntil: "load" });
      await inspect(page, say);
      await page.screenshot({ path: join(plan.pictures, `${size}-${one.name}.png`) });
      await page.screenshot({ path: join(plan.pictures, `${size}-${one.name}-whole.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
};

// From the catalogue to a pack and a checked receipt without a mouse.
const walkByKeyboard = async () => {
  const context = await open(1366, 768);
  const page = await context.newPage();
  const say = (what) => problems.push(`keyboard: ${what}`);
  watch(page, say);
  const focused = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element), card = element.closest(".pack") ? getComputedStyle(element.closest(".pack")) : style;
    return { what: `${element.tagName} ${element.id || element.getAttribute("href") || ""}`, text: element.textContent.trim(),
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
  await visit();
  if (plan.keyboard) await walkByKeyboard();
} catch (error) {
  problems.push(`stopped: ${error.stack}`);
} finally {
  rmSync(profile, { recursive: true, force: true });
}
console.log(problems.join("\n") || "nothing amiss");
process.exit(problems.length ? 1 : 0);
