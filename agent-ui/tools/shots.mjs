// Takes a picture of every screen of the mocked UI, which must be running:
// node tools/shots.mjs DIR [zh|en] [light|dark] [WIDTHxHEIGHT] [ADDRESS]
import { mkdirSync } from 'node:fs'
import { open } from './browser.mjs'
import { walk } from './walk.mjs'

const [dir = 'test-results/shots', lang = 'zh', look = 'light', size = '1366x768', at = 'http://127.0.0.1:5174'] = process.argv.slice(2)
const [width, height] = size.split('x').map(Number)
mkdirSync(dir, { recursive: true })
const browser = await open()
const context = await browser.newContext({ viewport: { width, height }, permissions: ['microphone'], timezoneId: 'Asia/Shanghai', locale: lang === 'zh' ? 'zh-CN' : 'en-GB' })
await context.addInitScript(prefs => localStorage.setItem('aftercall.prefs', prefs), JSON.stringify({ locale: lang === 'zh' ? 'zh-CN' : 'en', dark: look === 'dark', size: 'm' }))
const page = await context.newPage()
page.on('console', message => { if (['error', 'warning'].includes(message.type())) console.log(`console ${message.type()}: ${message.text().slice(0, 300)}`) })
page.on('pageerror', error => console.log(`page error: ${error.stack?.slice(0, 400)}`))
await walk(page, {
  at, zh: lang === 'zh', seen: async name => {
    await page.waitForTimeout(400)
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) console.log(`${name}: scrolls sideways`)
    await page.screenshot({ path: `${dir}/${name}-${lang}-${look}-${width}.png` })
  },
})
await browser.close()
