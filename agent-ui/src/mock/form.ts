import type { Item, Questionnaire } from '@/shared/api/schema'
import { longForm } from '@/shared/longForm'

export type Lang = 'zh' | 'en'
type Both = [zh: string, en: string]

/** The mocked questionnaire in one language. */
export function form(lang: Lang): Questionnaire {
  if (sessionStorage.getItem('mock.form') === 'long') return longForm()
  const w = ([zh, en]: Both) => lang === 'zh' ? zh : en
  const options = (...list: [string, string, string][]) => list.map(([code, zh, en]) => ({ code, display: w([zh, en]) }))
  const q = (linkId: string, type: Item['type'], text: Both, say: Both | null, more: Partial<Item> = {}): Item =>
    ({ linkId, type, text: w(text), say: say ? w(say) : null, ...more })
  const when = (question: string, answer: string | boolean | number, operator: '=' | '!=' | '>' = '='): Partial<Item> =>
    ({ enableWhen: [{ question, operator, answer }] })
  const urgent = (operator: '=' | '>=', answer: string | boolean | number, text: Both): Partial<Item> =>
    ({ redFlag: [{ when: { operator, answer }, level: 'URGENT', text: w(text) }] })

  return {
    code: 'post-discharge', version: 1, title: w(['出院后随访', 'Post-discharge call']), items: [
      q('opening', 'group', ['开场', 'Opening'], null, { item: [
        q('opening.line', 'display', ['问候并说明来意', 'Greet and say why you call'], ['您好，我是医院的护士，想了解一下您最近的情况。', 'Hello, this is the nurse from the hospital. I am calling to see how you are.']),
        q('who', 'choice', ['谁在接听', 'Who is on the phone'], ['请问是本人吗？', 'Am I speaking with the patient?'], {
          variant: [{ for: 'ELDERLY', say: w(['您好，我慢慢说。您是本人吗？', 'Hello, I will speak slowly. Are you the patient?']) }, { for: 'DIALECT', display: w(['粤语', 'Cantonese']), say: w(['请问系咪本人呀？', 'Am I speaking with the patient?']) }],
          avoid: [{ text: w(['喂，你是谁？', 'Hello, who are you?']), say: w(['您好，请问是本人吗？', 'Hello, am I speaking with the patient?']) }],
          required: true, answerOption: options(['PATIENT', '患者本人', 'The patient'], ['FAMILY', '家属或陪护', 'Family or caregiver'], ['OTHER', '其他人', 'Somebody else']) }),
        q('relation', 'choice', ['与患者的关系', 'Relation to the patient'], ['请问您是患者的什么人？', 'Are you family or a friend?'], { required: true, ...when('who', 'FAMILY'), answerOption: options(['SPOUSE', '配偶', 'Spouse'], ['CHILD', '子女', 'Child'], ['PARENT', '父母', 'Parent'], ['OTHER', '其他', 'Other']) }),
        q('identity', 'boolean', ['已核对两项身份信息', 'Two identifiers agree'], ['请告诉我您的姓名和出生日期。', 'Please tell me your full name and your date of birth.'], { required: true, ...when('who', 'OTHER', '!=') }),
      ] }),
      q('health', 'group', ['健康状况', 'Health'], null, { item: [
        q('feeling', 'choice', ['出院后总体感觉', 'Condition since discharge'], ['您出院以后感觉怎么样？', 'How are you feeling since you went home?'], { required: true, answerOption: options(['BETTER', '好转', 'Better'], ['SAME', '无变化', 'The same'], ['WORSE', '加重', 'Worse']), ...urgent('=', 'WORSE', ['病情加重：询问经过，告知责任医生', 'Worse than at discharge: ask for details, tell the doctor in charge']) }),
        q('problem', 'text', ['具体问题', 'What the problem is'], ['哪里不舒服？什么时候开始的？', 'What is the problem? When did it start?'], { required: true, ...when('feeling', 'WORSE') }),
        q('pain', 'integer', ['疼痛评分', 'Pain score'], ['现在疼吗？从零到十，大概几分？', 'Any pain now? From zero to ten, how much?'], { required: true, min: 0, max: 10, ...urgent('>=', 7, ['疼痛明显：核对止痛药，告知责任医生', 'Strong pain: check the painkillers, tell the doctor in charge']) }),
        q('temperature', 'decimal', ['体温', 'Temperature'], null, { unit: '°C', min: 34, max: 43 }),
        q('signs', 'choice', ['有无以下情况', 'Any of these'], ['有没有发热、头晕或者伤口红肿？', 'Any fever, dizziness or redness of the wound?'], { repeats: true, answerOption: options(['FEVER', '发热', 'Fever'], ['DIZZY', '头晕', 'Dizziness'], ['WOUND', '伤口红肿', 'Wound redness'], ['NONE', '都没有', 'None of these']) }),
      ] }),
      q('medicines', 'group', ['用药', 'Medicines'], ['我们来核对一下您的药。', 'Let us go through your medicines.'], { item: [
        q('taking', 'choice', ['是否按医嘱服药', 'Takes them as planned'], ['药都按时吃了吗？', 'Are you taking your medicine as planned?'], { required: true, answerOption: options(['YES', '按时', 'As planned'], ['SOMETIMES', '有时漏服', 'Sometimes not'], ['NO', '没有吃', 'No']) }),
        q('why', 'open-choice', ['没有按时的原因', 'Why not'], null, { ...when('taking', 'YES', '!='), answerOption: options(['FORGOT', '忘记', 'Forgot'], ['EFFECTS', '不良反应', 'Side effects'], ['RAN_OUT', '药没了', 'Ran out']) }),
      ] }),
      q('next', 'group', ['复诊', 'Appointments'], null, { item: [
        q('visit', 'boolean', ['知道复诊时间', 'Knows the next appointment'], ['您知道什么时候复诊吗？', 'Do you know when to come back?'], { required: true }),
        q('visit.on', 'date', ['复诊日期', 'Date'], null, when('visit', true)),
        q('satisfied', 'integer', ['满意度', 'Satisfaction'], ['从一到五，您对我们的服务打几分？', 'From one to five, how satisfied are you?'], { min: 1, max: 5 }),
      ] }),
    ],
    situations: [
      { code: 'WORRY', text: w(['担心、害怕', 'Worried or afraid']), line: [{ say: w(['听得出来您心里很不踏实，您最怕的是哪一点？', 'I can hear that this worries you. What do you fear most?']) }], avoid: [{ text: w(['别担心，没事的。', 'Do not worry, it is nothing.']), say: w(['我明白您担心，我们一起把情况弄清楚。', 'I understand; let us find out together.']) }] },
      { code: 'ANGER', text: w(['生气、抱怨', 'Angry']), line: [{ say: w(['您生气是有道理的，我先把您说的记下来。', 'You have reason to be angry. I will write it down.']) }] },
    ],
  }
}

const outcomes: [code: string, zh: string, en: string, needsNote: boolean, reached: 'PATIENT' | 'PROXY' | 'OTHER' | 'NOBODY' | null, step: Both | null][] = [
  ['COMPLETED_ROUTINE', '完成，常规', 'Completed, routine', false, 'PATIENT', ['按计划下次随访', 'Next planned call']],
  ['COMPLETED_ESCALATED', '完成，已上报', 'Completed, escalated', false, 'PATIENT', ['48 小时内责任医生回电', 'Doctor in charge calls back within 48 h']],
  ['CALLBACK_DEFINITE', '约定时间再打', 'Call back at a time', false, null, ['到约定时间由同一护士拨打', 'At that minute, same nurse first']],
  ['NOT_HOME_PROXY_ANSWERED', '家属接听，患者不在', 'Family answered, patient away', false, 'PROXY', ['约定时间再打', 'At an agreed time']],
  ['SOFT_REFUSAL', '暂不愿意', 'Not now, thanks', false, 'PATIENT', ['7 天后由其他护士再打一次', 'Once more after 7 days, another nurse']],
  ['HARD_REFUSAL', '拒绝随访', 'Refuses', true, 'PATIENT', ['停止本计划', 'Stop this plan']],
  ['WRONG_PERSON', '打错人', 'Wrong person', false, 'OTHER', ['停用此号码并通知病区', 'Stop this number, tell the ward']],
  ['INTERRUPTED', '通话中断', 'Interrupted', false, null, ['尽快重拨，从中断处继续', 'Redial soon, resume where it stopped']],
  ['NO_ANSWER', '无人接听', 'No answer', false, 'NOBODY', ['180 分钟后换时段再拨', 'In 180 minutes, another part of the day']],
  ['BUSY', '占线', 'Busy', false, 'NOBODY', ['稍后重拨', 'Short retry']],
  ['MACHINE_NO_MESSAGE', '语音信箱，未留言', 'Machine, no message', false, 'NOBODY', ['180 分钟后再拨', 'In 180 minutes']],
  ['NUMBER_INVALID', '空号', 'Number invalid', false, 'NOBODY', ['换下一个号码，更正资料', 'Next number; correct the data']],
  ['TECHNICAL_FAILURE', '线路故障', 'Technical failure', false, 'NOBODY', ['重拨，不计次数', 'Retry, uses up no attempt']],
  ['DECEASED', '患者已故', 'Deceased', true, 'PROXY', ['停止一切联系', 'Stop everything']],
]

export const dispositions = (lang: Lang) => outcomes.map(([code, zh, en, needsNote, reached, step]) =>
  ({ code, text: lang === 'zh' ? zh : en, needsNote, reached, nextStep: step ? step[lang === 'zh' ? 0 : 1] : null, closes: code.startsWith('COMPLETED') }))
