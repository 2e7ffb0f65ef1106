// shards.mjs SITE: search in the static edition, read from the disk: what is typed finds what bears that name, in all scripts (places/moscow-names); nothing is
// asked of another origin; without script there is no form and the way to the names is there.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_TOOLS, 'package.json'));
const { chromium } = require('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const address = `file://${path.resolve(process.argv[2])}/en/names.html`;
let bad = 0;
const check = (name, good) => {
  console.log(`${good ? 'ok' : 'not ok'} - ${name}`);
  bad += !good;
};
const context = await browser.newContext();
const page = await context.newPage();
const foreign = [];
page.on('request', r => { if (!r.url().startsWith('file:')) foreign.push(r.url()); });
page.on('pageerror', e => foreign.push(String(e)));
await page.goto(address);
const found = async words => {
  await page.fill('#find input', words);
  await page.click('#find button');
  await page.waitForFunction(() => document.querySelector('#found').childNodes.length);
  return page.$$eval('#found a', all => all.map(a => a.getAttribute('href')));
};
const PERSON = 'persons/ilgar-mammadov.html', CASE = 'judgments/ilgar-mammadov-v-azerbaijan.html';
for (const words of ['Ilgar Mammadov', 'mammadov ilg', 'İlqar Məmmədov', 'MEMMEDOV'])
  check(`“${words}” finds the person`, (await found(words)).includes(PERSON));
for (const words of ['МОСКВА', 'моск', '莫斯科', '斯', 'موسكو', 'მოსკოვი', 'Moskvá'])
  check(`“${words}” finds the place`, (await found(words)).includes('places/moscow-names.html'));
check('a number finds the judgment', (await found('15172/13')).includes(CASE));
check('a title finds it', (await found('Mammadov v. Azerbaijan')).includes(CASE));
check('another name does not find the person', !(await found('Tofig Yagublu')).includes(PERSON));
check('what is nowhere is said', (await found('zzyzx')).length === 0 && (await page.textContent('#found')).includes('Nothing'));
await found('Ilgar Mammadov');
await page.click(`#found a[href="${PERSON}"]`);
check('a result leads to its page', (await page.title()).includes('Mammadov'));
check(`nothing is asked elsewhere, nothing fails${foreign.length ? ': ' + foreign.join(' ') : ''}`, !foreign.length);
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await plain.goto(address);
check('without script there is no form that does nothing', !(await plain.isVisible('#find')));
check('… and the letters are there', (await plain.$$('ul.letters a')).length > 10);
await page.goto(address);
await page.fill('#find input', 'mammad');
await page.waitForSelector('#found a');
if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
await browser.close();
process.exit(bad ? 1 : 0);
