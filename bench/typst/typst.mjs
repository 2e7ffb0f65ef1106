// typst as a node module: one letter as a process, or a loop that is told when.
//
//   node typst.mjs IN.typ OUT.pdf FONTS      compiles once; tagged, PDF/UA-1
//   node typst.mjs --loop IN.typ FONTS       for every line on stdin: the text with U+E000 replaced by the line; prints microseconds
//
// Run where `npm install` has been run for package.json.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const loop = process.argv[2] === '--loop';
const [source, ...rest] = process.argv.slice(loop ? 3 : 2);
const fonts = rest[loop ? 0 : 1];
const compiler = NodeCompiler.create({ workspace: dirname(source), fontArgs: [{ fontPaths: [fonts] }] });

function pdf(what) {
  return compiler.pdf(what, { pdfStandard: 'ua-1' });
}

if (!loop) {
  writeFileSync(rest[0], pdf({ mainFilePath: source }));
} else {
  const text = readFileSync(source, 'utf8');
  for await (const line of createInterface({ input: process.stdin })) {
    const now = text.replaceAll('\uE000', line);
    const start = performance.now();
    const n = pdf({ mainFileContent: now }).length;
    console.log(((performance.now() - start) * 1000).toFixed(0), n);
  }
}
