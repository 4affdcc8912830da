import { chromium } from 'playwright-core'
import { readFileSync, mkdirSync } from 'node:fs'
const home='/work/wt/s3-ui/target/e2e', url='http://localhost:18150', dir='/tmp/ui-real'
mkdirSync(dir,{recursive:true})
const pw = l => readFileSync(home+'/secrets/first-logins.txt','utf8').split('\n').find(x=>x.startsWith(l+'\t')).split('\t')[1]
const browser = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--use-fake-ui-for-media-stream','--use-fake-device-for-media-stream']})
async function desk(login, locale, dark){
  const c = await browser.newContext({viewport:{width:1366,height:768},permissions:['microphone'],timezoneId:'Asia/Shanghai'})
  await c.addInitScript(p=>localStorage.setItem('aftercall.prefs',p),JSON.stringify({locale,dark,size:'m'}))
  const p = await c.newPage(); p.on('console',m=>{if(['error','warning'].includes(m.type()))console.log(login,locale,m.type(),m.text().slice(0,200),m.location().url)}); p.on('pageerror',e=>console.log('PAGEERR',String(e).slice(0,300)))
  await p.goto(url); await p.locator('input').first().fill(login); await p.locator('#login-password').fill(pw(login)); await p.keyboard.press('Enter'); await p.locator('[data-testid=call-state]').waitFor()
  return p
}
const shot = async (p,n)=>{ await p.waitForTimeout(900); if (await p.evaluate(()=>document.documentElement.scrollWidth>document.documentElement.clientWidth)) console.log(n,'scrolls sideways'); await p.screenshot({path:`${dir}/${n}.png`}); console.log('shot',n) }
for (const [locale,dark,tag] of [['en',false,'en'],['zh-CN',true,'zhdark']]) {
  const s = await desk('supervisor',locale,dark)
  const id = await s.evaluate(async()=>(await (await fetch('/api/v1/worklists')).json())[0].id)
  await shot(s,`${tag}-console`)
  await s.goto(url+'/wallboard'); await shot(s,`${tag}-wallboard`)
  await s.locator('td.act .el-button').first().click().catch(()=>{}); await shot(s,`${tag}-force`); await s.keyboard.press('Escape')
  await s.goto(url+`/worklists/${id}`); await s.locator('.el-radio-button').last().click().catch(()=>{}); await shot(s,`${tag}-settings`)
  await s.getByText(locale==='en'?'Predictive':'预测式',{exact:false}).first().click().catch(()=>console.log('no predictive')); await shot(s,`${tag}-settings-predictive`)
  await s.goto('about:blank').catch(()=>{}); 
  const s2 = s
  s2.on('dialog',d=>d.accept()); 
  await s2.goto(url+`/worklists/${id}?tab=tasks`); await s2.waitForTimeout(800); await s2.locator('tbody input').nth(0).click(); await s2.locator('tbody input').nth(2).click({modifiers:['Shift']}); await s2.locator('.tools .el-button').last().click(); await s2.waitForTimeout(300); await s2.locator('.el-dialog .el-radio-button').last().click(); await shot(s2,`${tag}-reassign`)
  await s2.goto(url+'/do-not-call'); await shot(s2,`${tag}-dnc`)
  await s2.goto(url+`/worklists/${id}?tab=rules`); await shot(s2,`${tag}-rules`)
  const n = await desk('nurse2',locale,dark)
  await n.goto(url); await shot(n,`${tag}-nurse`)
  await n.keyboard.press('Control+Enter'); await shot(n,`${tag}-preview`)
  await n.close(); await s.close()
}
await browser.close()
