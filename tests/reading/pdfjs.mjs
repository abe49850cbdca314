// Reads the text of PDFs with pdf.js, which reads them in Firefox.
// node pdfjs.mjs <folder of pdfjs-dist> <a.pdf >texts: a path a line in, its text as a JSON string a line out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// What draws is not installed and not needed; what Node 18 lacks, pdf.js takes from require.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
process.getBuiltinModule ??= createRequire(import.meta.url);
console.warn = () => {};
console.log = () => {};

const { getDocument } = await import(pathToFileURL(join(process.argv[2], "legacy/build/pdf.mjs")));

async function textOf(path) {
  const loading = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 });
  const document = await loading.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await loading.destroy();
  return pages.join("\n");
}

for await (const path of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await textOf(path)) + "\n");
}
