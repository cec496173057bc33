// Looks at the page in a browser: node viewer.mjs CHROMIUM HOST_FOLDER OUTPUT_FOLDER
//
// In HOST_FOLDER lie viewer.html, the page as KNIME shows it, and alone.html, the page that holds its data. Calls of the
// data service go to standard output as "call ID TYPE BASE64", and come back as "ID BASE64". Results are "ok NAME" and
// "fail NAME BASE64"; screenshots are left in OUTPUT_FOLDER.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [executablePath, folder, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ORIGIN = 'http://knime.invalid';
const OF_THE_HOST = 'An iframe which has both allow-scripts and allow-same-origin';
const HOSTILE = '<img src=x onerror=alert(1)>';

const encoded = text => Buffer.from(text, 'utf8').toString('base64');
const waiting = new Map();
let calls = 0;
createInterface({input: process.stdin}).on('line', line => {
  const [id, answer] = line.split(' ');
  waiting.get(Number(id))(Buffer.from(answer, 'base64').toString('utf8'));
  waiting.delete(Number(id));
});

const requested = [];
function service(type, request) {
  requested.push(request);
  const id = ++calls;
  return new Promise(resolve => {
    waiting.set(id, resolve);
    console.log(`call ${id} ${type} ${encoded(request)}`);
  });
}

const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const checks = [];
function check(name, run) {
  checks.push({name, run});
}

/** The page in its host. Whatever it asks of any network, and whatever the console says, is kept. */
async function open({query = '', width = 1440, height = 900, colorScheme = 'light', wait = true} = {}) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme, acceptDownloads: true});
  const page = await context.newPage();
  page.asked = [];
  page.said = [];
  page.on('console', message => {
    if (!message.text().startsWith(OF_THE_HOST)) page.said.push(message.text());
  });
  page.on('pageerror', error => page.said.push(String(error)));
  page.on('dialog', dialog => {
    page.said.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.exposeFunction('service', service);
  await context.route('**', route => {
    const url = new URL(route.request().url());
    page.asked.push(url.href);
    const files = {'/': join(here, 'host.html'), '/viewer.html': join(folder, 'viewer.html')};
    const file = url.origin === ORIGIN && files[url.pathname];
    return file ? route.fulfill({path: file, contentType: 'text/html'}) : route.abort();
  });
  await page.goto(`${ORIGIN}/${query}`);
  const frame = page.frame({url: /viewer\.html/});
  if (wait) {
    await frame.waitForFunction(() => document.getElementById('count').textContent.startsWith('1000 maps'));
    await frame.waitForSelector('.tile canvas');
    if (width > 1000) await frame.waitForSelector('#large');
    await settled(frame);
  }
  return {page, frame, context};
}

/** Waits until two frames have passed, so that what was asked for is painted. */
function settled(frame) {
  return frame.evaluate(() => new Promise(resolve => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), 150)));
}

async function set(frame, id, value) {
  await frame.evaluate(([i, v]) => {
    const control = document.getElementById(i);
    if (control.type === 'checkbox') control.checked = v;
    else control.value = v;
    control.dispatchEvent(new Event('input', {bubbles: true}));
  }, [id, value]);
  await settled(frame);
}

/** The colour of the large picture at a place, from 0 to 1. */
function color(frame, x, y) {
  return frame.evaluate(([a, b]) => {
    const canvas = document.getElementById('large');
    const at = [Math.floor(a * canvas.width), Math.floor(b * canvas.height)];
    return [...canvas.getContext('2d').getImageData(...at, 1, 1).data];
  }, [x, y]);
}

function near(found, expected, most, what) {
  expected.forEach((value, i) => assert.ok(Math.abs(found[i] - value) <= most, `${what}: ${found} instead of ${expected}`));
}

async function showFirst(frame) {
  await set(frame, 'boxes', false);
  await set(frame, 'truth', false);
  await set(frame, 'smooth', false);
}

/** The values of the first row's map, as the engine has them. */
const FIRST = JSON.parse(readFileSync(join(folder, 'first.json'), 'utf8'));
const PICTURE = [200, 100, 50];

async function violations(frame) {
  await frame.evaluate(AXE);
  const found = await frame.evaluate(() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}));
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target} ${n.failureSummary}`).join('; ')}`);
}

check('a thousand rows scroll without a long task, and only what is in sight is loaded', async () => {
  const {page, frame} = await open();
  const atTop = await frame.locator('.tile').count();
  assert.ok(atTop < 60, `${atTop} tiles exist at the beginning`);
  const before = requested.filter(r => r.includes('"map"')).length;
  let longest = Infinity;
  for (let attempt = 0; attempt < 3 && longest >= 200; attempt++) {
    longest = await frame.evaluate(async () => {
      const tasks = [];
      const observer = new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.duration)));
      observer.observe({entryTypes: ['longtask']});
      const gallery = document.getElementById('gallery');
      gallery.scrollTop = 0;
      const end = gallery.scrollHeight - gallery.clientHeight;
      for (let i = 0; i <= 60; i++) {
        gallery.scrollTop = (end * i) / 60;
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      await new Promise(resolve => setTimeout(resolve, 300));
      observer.disconnect();
      return Math.max(0, ...tasks);
    });
  }
  assert.ok(longest < 200, `a task of ${longest} ms`);
  const tiles = await frame.locator('.tile').count();
  assert.ok(tiles < 60, `${tiles} tiles exist`);
  const last = await frame.locator('.tile').last().getAttribute('data-index');
  assert.equal(last, '999');
  const loaded = requested.filter(r => r.includes('"map"')).length - before;
  assert.ok(loaded < 700, `${loaded} maps were loaded`);
  await page.screenshot({path: join(output, 'scrolled.png')});
});

check('the value under the pointer is the one that the engine computed', async () => {
  const {page, frame} = await open();
  const box = await frame.locator('#large').boundingBox();
  for (const [row, column] of [[0, 0], [3, 4], [6, 6], [2, 5]]) {
    const place = [box.x + ((column + 0.5) / 7) * box.width, box.y + ((row + 0.5) / 7) * box.height];
    await page.mouse.move(...place);
    const text = await frame.locator('#probe').textContent();
    const value = Number(text.split(' ')[0]);
    assert.equal(Math.fround(value), FIRST[7 * row + column], text);
    assert.ok(text.includes(`row ${row + 1}, column ${column + 1} of 7`), text);
  }
  await page.screenshot({path: join(output, 'value.png')});
});

check('the keyboard reads values, too', async () => {
  const {page, frame} = await open();
  await frame.locator('#stage').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const text = await frame.locator('#probe').textContent();
  assert.equal(Math.fround(Number(text.split(' ')[0])), FIRST[7 * 3 + 4], text);
});

check('opacity mixes map and picture', async () => {
  const {frame} = await open();
  await showFirst(frame);
  const cell = [0.5 / 7, 0.5 / 7];
  await set(frame, 'opacity', '0');
  near(await color(frame, ...cell), PICTURE, 3, 'at 0 %');
  await set(frame, 'opacity', '100');
  const map = await color(frame, ...cell);
  near(map, [0, 0, 128], 1, 'at 100 %, the least value in Jet');
  await set(frame, 'opacity', '25');
  near(await color(frame, ...cell), PICTURE.map((p, i) => 0.75 * p + 0.25 * map[i]), 4, 'at 25 %');
});

check('what lies below the threshold is hidden', async () => {
  const {frame} = await open();
  await showFirst(frame);
  await set(frame, 'opacity', '100');
  await set(frame, 'threshold', '50');
  const low = Math.min(...FIRST);
  const range = Math.max(...FIRST) - low;
  for (let i = 0; i < 49; i++) {
    const found = await color(frame, ((i % 7) + 0.5) / 7, (Math.floor(i / 7) + 0.5) / 7);
    const isPicture = PICTURE.every((p, c) => Math.abs(p - found[c]) <= 3);
    assert.equal(isPicture, (FIRST[i] - low) / range < 0.5, `cell ${i}: ${found}`);
  }
  await frame.locator('[name="view"][value="map"]').check({force: true});
  await settled(frame);
  assert.equal((await color(frame, 0.5 / 7, 0.5 / 7))[3], 0, 'nothing is there in the map alone');
});

check('picture and map can be seen alone', async () => {
  const {frame} = await open();
  await showFirst(frame);
  await frame.locator('[name="view"][value="picture"]').check({force: true});
  await settled(frame);
  near(await color(frame, 0.5, 0.5), PICTURE, 3, 'picture');
  await frame.locator('[name="view"][value="map"]').check({force: true});
  await settled(frame);
  near(await color(frame, 0.5 / 7, 0.5 / 7), [0, 0, 128], 1, 'map');
});

check('diverging colours have white at zero', async () => {
  const {frame} = await open();
  await showFirst(frame);
  await set(frame, 'opacity', '100');
  await set(frame, 'colors', 'DIVERGING');
  const zero = FIRST.indexOf(0);
  const most = FIRST.reduce((best, v, i) => (Math.abs(v) > Math.abs(FIRST[best]) ? i : best), 0);
  const at = i => [((i % 7) + 0.5) / 7, (Math.floor(i / 7) + 0.5) / 7];
  near(await color(frame, ...at(zero)), [247, 246, 246], 1, 'zero');
  near(await color(frame, ...at(most)), FIRST[most] > 0 ? [103, 0, 31] : [5, 48, 97], 1, 'the end');
  assert.equal(await frame.locator('#middle').textContent(), '0');
});

check('maps of an image can have the same scale', async () => {
  const {frame} = await open();
  const own = await frame.locator('#high').textContent();
  await set(frame, 'scale', 'image');
  const shared = await frame.locator('#high').textContent();
  await set(frame, 'scale', 'all');
  const all = await frame.locator('#high').textContent();
  assert.ok(Number(own) < Number(shared) && Number(shared) < Number(all), `${own}, ${shared}, ${all}`);
});

check('labels stay text', async () => {
  const {page, frame} = await open();
  assert.equal(await frame.locator('.tile .strong').first().textContent(), HOSTILE);
  assert.equal(await frame.locator('#name').textContent(), `${HOSTILE} (7)`);
  assert.equal(await frame.locator('img').count(), 0);
  assert.deepEqual(page.said, []);
});

check('boxes of detections and ground truth are drawn', async () => {
  const {page, frame} = await open();
  const edges = kind => frame.locator(`#outlines .${kind}`).evaluateAll(all => all.map(r => ['x', 'y', 'width', 'height'].map(n => Number(r.getAttribute(n)))));
  assert.deepEqual(await edges('box'), [[80, 40, 160, 180]]);
  assert.deepEqual(await edges('truth'), [[100, 60, 160, 140]]);
  const picture = await frame.locator('#large').boundingBox();
  const drawn = await frame.locator('#outlines .box').boundingBox();
  assert.ok(Math.abs(drawn.x + drawn.width / 2 - (picture.x + picture.width / 2)) < 2, 'in its place');
  assert.ok(Math.abs(drawn.width - picture.width / 2) < 6, 'as large as it is');
  await page.screenshot({path: join(output, 'boxes.png')});
  await set(frame, 'boxes', false);
  assert.deepEqual(await edges('box'), []);
  await set(frame, 'truth', false);
  assert.deepEqual(await edges('truth'), []);
});

check('filters by label, confidence, method', async () => {
  const {frame} = await open();
  await set(frame, 'label', 'ONERROR');
  assert.match(await frame.locator('#count').textContent(), /^1 of 1000 maps/);
  await set(frame, 'label', '');
  await set(frame, 'method', 'RISE');
  assert.match(await frame.locator('#count').textContent(), /^500 of 1000 maps/);
  await set(frame, 'confidence', '50');
  const scores = await frame.locator('.tile .score').allTextContents();
  assert.ok(scores.length > 0 && scores.every(s => Number(s) >= 0.5), scores.join(' '));
  await set(frame, 'label', 'no such label');
  assert.match(await frame.locator('#gallery').textContent(), /No explanation fits/);
});

check('sorts by a metric', async () => {
  const {frame} = await open();
  await set(frame, 'group', false);
  const metric = await frame.locator('#sort option', {hasText: 'Insertion AUC'}).getAttribute('value');
  await set(frame, 'sort', metric);
  const values = async () => (await frame.locator('.tile .under .label').allTextContents()).map(t => Number(t.split(' ').pop()));
  const down = await values();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await set(frame, 'descending', false);
  const up = await values();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  assert.ok(up[0] < down[0]);
});

check('selection is kept in step with KNIME', async () => {
  const {page, frame} = await open();
  const picked = () => frame.locator('.tile.selected').evaluateAll(tiles => tiles.map(t => t.dataset.index));
  assert.deepEqual(await picked(), ['2'], 'the selection at the beginning');
  await frame.locator('.tile[data-index="1"] .pick input').check({force: true});
  await settled(frame);
  const sent = await page.evaluate(() => window.calls.filter(c => c.method === 'updateDataPointSelection').map(c => c.params[0]));
  assert.deepEqual(sent, [{nodeId: 'root:4', projectId: 'p', workflowId: 'root', mode: 'ADD', selection: ['Row1']}]);
  await page.evaluate(() => window.push('REPLACE', ['Row0', 'Row3']));
  await settled(frame);
  assert.deepEqual(await picked(), ['0', '3']);
  await page.evaluate(() => window.push('REMOVE', ['Row0']));
  await settled(frame);
  assert.deepEqual(await picked(), ['3']);
  await set(frame, 'selected', true);
  assert.match(await frame.locator('#count').textContent(), /^1 of 1000 maps, 1 selected/);
});

check('a row without a map tells why', async () => {
  const {frame} = await open();
  await frame.locator('.tile[data-index="5"]').scrollIntoViewIfNeeded();
  await settled(frame);
  assert.equal(await frame.locator('.tile[data-index="5"] .reason').textContent(), 'broken.jpg: no image');
});

check('zooms by button, key and wheel', async () => {
  const {page, frame} = await open();
  const width = () => frame.locator('#large').evaluate(c => c.getBoundingClientRect().width);
  const fitted = await width();
  await frame.locator('#larger').click();
  const larger = await width();
  assert.ok(larger > 1.2 * fitted);
  await frame.locator('#stage').focus();
  await page.keyboard.press('+');
  assert.ok((await width()) > larger);
  await page.keyboard.press('0');
  assert.ok(Math.abs((await width()) - fitted) < 2);
  await frame.locator('#stage').hover();
  await page.mouse.wheel(0, -100);
  await settled(frame);
  assert.ok((await width()) > fitted);
});

check('saves what is seen as PNG and SVG', async () => {
  const {page, frame} = await open();
  const saved = async id => {
    const [download] = await Promise.all([page.waitForEvent('download'), frame.locator(id).click()]);
    return {name: download.suggestedFilename(), content: readFileSync(await download.path())};
  };
  const png = await saved('#png');
  assert.equal(png.content.subarray(1, 4).toString('latin1'), 'PNG');
  assert.match(png.name, /^photo 0_7__img src=x onerror=alert\(1\)_\.png$/);
  const svg = (await saved('#svg')).content.toString('utf8');
  const seen = await frame.evaluate(text => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      errors: parsed.getElementsByTagName('parsererror').length,
      images: parsed.getElementsByTagName('image').length,
      boxes: parsed.querySelectorAll('rect[stroke]').length,
      title: parsed.getElementsByTagName('text')[0].textContent,
    };
  }, svg);
  assert.equal(seen.errors, 0);
  assert.equal(seen.images, 2);
  assert.equal(seen.boxes, 2);
  assert.ok(seen.title.startsWith(`${HOSTILE} (7)`), seen.title);
});

check('the keyboard reaches every control', async () => {
  const {page, frame} = await open();
  await frame.locator('.tile .open').first().focus();
  await frame.evaluate(() => document.activeElement.blur());
  await frame.locator('#toggle').focus();
  const reached = new Set();
  for (let i = 0; i < 80; i++) {
    reached.add(await frame.evaluate(() => {
      const e = document.activeElement;
      return e.id || (e.name && `${e.name}`) || e.className || e.type;
    }));
    await page.keyboard.press('Tab');
  }
  const wanted = await frame.evaluate(() =>
    [...document.querySelectorAll('button, select, input, [tabindex="0"]')]
      .filter(e => !e.disabled && e.tabIndex >= 0 && e.offsetParent !== null)
      .map(e => e.id || e.name || e.className || e.type));
  const missed = wanted.filter(id => !reached.has(id));
  assert.deepEqual(missed, []);
});

check('arrow keys move through the explanations', async () => {
  const {page, frame} = await open();
  const current = () => frame.locator('.tile.current').getAttribute('data-index');
  await frame.locator('.tile[data-index="0"] .open').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await current(), '1');
  await page.keyboard.press('ArrowDown');
  assert.ok(Number(await current()) > 1);
  await page.keyboard.press('End');
  await settled(frame);
  assert.equal(await current(), '999');
  assert.match(await frame.locator('#facts').textContent(), /Row999/);
  await page.keyboard.press('Space');
  assert.match(await frame.locator('#count').textContent(), /2 selected/);
});

for (const colorScheme of ['light', 'dark']) {
  check(`meets WCAG AA, ${colorScheme}`, async () => {
    const {page, frame} = await open({colorScheme});
    assert.deepEqual(await violations(frame), []);
    await page.screenshot({path: join(output, `${colorScheme}.png`)});
  });
}

check('fits a small window', async () => {
  const {page, frame} = await open({width: 600, height: 700});
  await page.screenshot({path: join(output, 'small.png')});
  await frame.locator('.tile .open').first().click();
  await settled(frame);
  assert.deepEqual(await violations(frame), []);
  await page.screenshot({path: join(output, 'small-inspector.png')});
  await page.keyboard.press('Escape');
  assert.equal(await frame.locator('#inspector').isVisible(), false);
  const wide = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide`);
});

check('a report gets a page that stands still', async () => {
  const {page, frame} = await open({query: '?rendering=REPORT', wait: false});
  await page.waitForFunction(() => window.calls.some(c => c.method === 'setReportingContent'));
  assert.equal(await page.evaluate(() => window.calls.find(c => c.method === 'setReportingContent').params[0]), false);
  assert.equal(await frame.locator('.tile').count(), 24);
  assert.equal(await frame.locator('.tile canvas').count(), 23);
  assert.equal(await frame.locator('#side').isVisible(), false);
  await page.screenshot({path: join(output, 'report.png')});
});

check('an image view gets a picture', async () => {
  const {page} = await open({query: '?rendering=IMAGE', wait: false});
  await page.waitForFunction(() => window.calls.some(c => c.method === 'imageGenerated'));
  const image = await page.evaluate(() => window.calls.find(c => c.method === 'imageGenerated').params[0]);
  assert.match(image, /^data:image\/png;base64,.{5000}/);
});

check('no request leaves the page, and the console stays silent', async () => {
  const {page, frame} = await open();
  await frame.locator('.tile .open').nth(2).click();
  await set(frame, 'colors', 'INFERNO');
  await set(frame, 'scale', 'all');
  assert.deepEqual(page.asked.filter(url => !url.startsWith('data:') && !url.startsWith('blob:')), [`${ORIGIN}/`, `${ORIGIN}/viewer.html`]);
  assert.deepEqual(page.said, []);
  const blocked = await frame.evaluate(() => fetch('https://example.invalid/').then(() => 'sent', () => 'blocked'));
  assert.equal(blocked, 'blocked');
});

check('the stand-alone page shows the same without a host', async () => {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}});
  const page = await context.newPage();
  const asked = [];
  const said = [];
  page.on('request', request => asked.push(request.url().split(',')[0].slice(0, 200)));
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => said.push(String(error)));
  const url = pathToFileURL(join(folder, 'alone.html')).href;
  await page.goto(url);
  await page.waitForSelector('.tile canvas');
  await settled(page);
  assert.equal(await page.locator('#count').textContent(), '40 maps');
  assert.equal(await page.locator('#name').textContent(), `${HOSTILE} (7)`);
  await set(page, 'boxes', false);
  await set(page, 'truth', false);
  await set(page, 'opacity', '0');
  near(await color(page, 0.5, 0.5), PICTURE, 3, 'picture');
  assert.deepEqual(asked.filter(a => !a.startsWith('data:')), [url]);
  assert.deepEqual(said, []);
  await page.screenshot({path: join(output, 'alone.png')});
});

for (const {name, run} of checks) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`fail ${name} ${encoded(String(error.stack))}`);
  }
  for (const context of browser.contexts()) await context.close();
}
await browser.close();
process.exit(0);
