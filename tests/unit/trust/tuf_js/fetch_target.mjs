// Fetches one target from a TUF library on the disk with tuf-js, through a server on the loopback.
//
// usage: node fetch_target.mjs LIBRARY ROOT.json TARGET     LIBRARY holds metadata/ and targets/
// Prints the target's bytes; exits with 1 and the reason if tuf-js does not trust it.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import {createRequire} from "node:module";

const [library, root, target] = process.argv.slice(2);
// Where `npm ci` was run: outside the source tree.
const require = createRequire(path.join(process.env.JIXIA_NODE_FOLDER, "x.js"));
const {Updater} = require("tuf-js");

const server = http.createServer((request, answer) => {
  const file = path.join(library, decodeURIComponent(new URL(request.url, "http://x").pathname));
  fs.readFile(file, (error, bytes) => {
    answer.statusCode = error ? 404 : 200;
    answer.end(bytes);
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}`;
const own = fs.mkdtempSync(path.join(os.tmpdir(), "jixia-tuf-js-"));
fs.mkdirSync(path.join(own, "downloads"));
fs.copyFileSync(root, path.join(own, "root.json"));
let code = 0;
try {
  const updater = new Updater({
    metadataDir: own,
    metadataBaseUrl: `${address}/metadata`,
    targetDir: path.join(own, "downloads"),
    targetBaseUrl: `${address}/targets`,
    config: {fetchRetries: 0, fetchTimeout: 5000},
  });
  await updater.refresh();
  const info = await updater.getTargetInfo(target);
  if (!info) throw new Error("no such target");
  process.stdout.write(fs.readFileSync(await updater.downloadTarget(info)));
} catch (error) {
  console.error(String(error));
  code = 1;
}
fs.rmSync(own, {recursive: true});
server.close();
server.closeAllConnections();
process.exitCode = code;
