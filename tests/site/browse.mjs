// browse.mjs LIST: opens each address of the file LIST (one a line) in Chromium at 320 and 1280 pixels, and says what is wrong: violations
// that axe-core finds (WCAG 2.2 A and AA and its best practices), requests to another origin, errors on the console, pages wider than the
// window, scripts. With SHOT=FILE also a picture of the first address.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_TOOLS, 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const addresses = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
let bad = 0, loaded = 0;
const say = (address, width, text) => {
  bad++;
  if (bad <= 40) console.log(`${address} at ${width}: ${text}`);
};
for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    if (colorScheme === 'dark' && width === 1280) continue;
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    for (const address of addresses) {
      const own = new URL(address).origin;
      const wrong = [];
      const request = r => { if (new URL(r.url()).origin !== own) wrong.push(`asks ${r.url()}`); };
      const message = m => { if (m.type() === 'error') wrong.push(`console: ${m.text()}`); };
      page.on('request', request);
      page.on('console', message);
      await page.goto(address, { waitUntil: 'load' });
      page.off('request', request);
      page.off('console', message);
      loaded++;
      wrong.forEach(text => say(address, width, text));
      await page.evaluate(axe);
      const result = await page.evaluate(async () => {
        const scripts = [...document.scripts].filter(s => s.type !== 'application/ld+json').length;
        const wide = document.documentElement.scrollWidth > innerWidth;
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return { scripts, wide, violations: violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`) };
      });
      if (result.scripts && !address.endsWith('/names.html')) say(address, width, 'has a script'); // the static edition's search
      if (result.wide) say(address, width, 'is wider than the window');
      result.violations.forEach(v => say(address, width, `${colorScheme} axe ${v}`));
    }
    if (process.env.SHOT && width === 1280) {
      await page.goto(addresses[0]);
      await page.screenshot({ path: process.env.SHOT });
    }
    await context.close();
  }
}
await browser.close();
console.log(`${loaded} pages looked at, ${bad} faults`);
process.exit(bad || !loaded ? 1 : 0);
