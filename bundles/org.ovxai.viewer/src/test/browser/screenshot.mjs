// A picture of a stand-alone page: node screenshot.mjs CHROMIUM PAGE.html PICTURE.png [light|dark]

import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [executablePath, file, picture, colorScheme = 'light'] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu']});
const page = await browser.newPage({viewport: {width: 1440, height: 900}, colorScheme});
await page.goto(pathToFileURL(resolve(file)).href);
await page.waitForSelector('#large');
await page.waitForFunction(() => document.querySelectorAll('.tile canvas').length > 5);
const box = await page.locator('#large').boundingBox();
await page.mouse.move(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
await page.screenshot({path: picture});
await browser.close();
