import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
const url = 'http://localhost:18080'
const pw = readFileSync('/tmp/v1/secrets/first-logins.txt','utf8').split('\n').find(l=>l.startsWith('nurse\t')).split('\t')[1]
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync','--use-fake-ui-for-media-stream','--use-fake-device-for-media-stream','--use-file-for-fake-audio-capture=/tmp/v1/telephony/prompts/nurse-en.wav','--autoplay-policy=no-user-gesture-required'] })
const ctx = await b.newContext({ viewport:{width:1366,height:768}, permissions:['microphone'], locale:'en-US' })
await ctx.addInitScript(() => { const made=[]; const R=window.RTCPeerConnection; window.RTCPeerConnection=class extends R{constructor(...a){super(...a);made.push(this)}}; window.connectionsMade=made })
const p = await ctx.newPage()
p.on('console', m => { if (m.type()==='error'||m.type()==='warning') console.log('CONSOLE', m.type(), m.text().slice(0,300)) })
p.on('pageerror', e => console.log('PAGEERROR', String(e).slice(0,400)))
p.on('response', async r => { if (r.status()>=400) console.log('HTTP', r.status(), r.request().method(), r.url(), (await r.text().catch(()=>'')).slice(0,300)) })
const shot = n => p.screenshot({ path:`/tmp/shots/${n}.png` })
const state = (s,t=60000) => p.locator(`[data-testid="call-state"][data-state="${s}"]`).waitFor({timeout:t})
const sound = () => p.evaluate(async()=>{let h=0,s=0;for(const c of window.connectionsMade)for(const r of (await c.getStats()).values()){if(r.type==='inbound-rtp')h+=r.totalAudioEnergy??0;if(r.type==='media-source')s+=r.totalAudioEnergy??0}return[h,s]})
try {
await p.goto(url); await p.getByText('English').click()
await p.getByLabel('Login', {exact:true}).fill('nurse'); await p.locator('#login-password').fill(pw); await p.getByRole('button',{name:'Log in',exact:true}).click()
await p.getByRole('region',{name:'Call bar'}).waitFor()
await p.getByRole('tab',{name:/Waiting/}).click()
await p.getByRole('textbox',{name:'Name / admission no.'}).fill('DEMO1001'); 
await p.locator('[data-row]').filter({hasText:'Demo Patient One'}).click()
await state('preview'); await p.waitForTimeout(500); await shot('6-preview')
await p.keyboard.press('F2')
await state('talking'); const t0=Date.now(); await p.waitForTimeout(1500); await shot('7-talking'); console.log('sound', await sound())
await p.waitForTimeout(6000); console.log('sound', await sound())
await p.reload(); await state('talking'); await p.waitForTimeout(3000); console.log('after reload', await sound()); await shot('8-reloaded')
await p.waitForTimeout(15000); console.log('sound', await sound())
await p.keyboard.press('F4'); const h=Date.now(); await state('wrapUp'); console.log('hung up ms', Date.now()-h); await p.waitForTimeout(1500); await shot('9-wrapup')
await p.waitForTimeout(4000)
await p.getByRole('button',{name:'Sign',exact:true}).click(); await state('saved'); await p.waitForTimeout(800); await shot('10-signed')
await p.goto(url+'/records'); await p.waitForTimeout(1500); await shot('11-records')
await p.locator('tbody a').first().click(); await p.waitForTimeout(2500); await shot('12-record')
await p.getByRole('region',{name:'Recording'}).getByRole('button',{name:'Play'}).click(); await p.waitForTimeout(3000); await shot('13-playing')
console.log(p.url(), await p.locator('audio').evaluateAll(a=>a.map(x=>[x.currentTime,x.duration,x.error&&x.error.message])))
} catch (e) { console.log('FAILED', String(e).slice(0,600)); await shot('x-fail') }
await b.close()
