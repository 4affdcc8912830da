import type { Item, Questionnaire } from '@/shared/api/schema'

/** For measuring: the longest form the console must stay quick with: two hundred questions on one page, eighty of them asked under conditions, forty of these by the first answer. */
export function longForm(questions = 200, conditions = 80): Questionnaire {
  const asked: Item[] = Array.from({ length: questions }, (_, i) => {
    const item: Item = { linkId: `q${i}`, type: 'boolean', text: `Question ${i + 1}`, say: 'How is it today?' }
    if (i % 5 === 1) Object.assign(item, { type: 'choice', answerOption: ['A', 'B', 'C', 'D'].map(code => ({ code, display: `Answer ${code}` })), redFlag: [{ when: { operator: '=', answer: 'D' }, level: 'URGENT', text: 'Tell the doctor' }] })
    if (i % 5 === 3) Object.assign(item, { type: 'integer', min: 0, max: 10 })
    if (i % 10 === 4) Object.assign(item, { type: 'text' })
    return item
  })
  // the last ones depend: half of them on the first question, the others on two questions each, some of which depend themselves
  for (let n = 0; n < conditions; n++) {
    const at = questions - conditions + n
    asked[at]!.enableWhen = n % 2 === 0
      ? [{ question: 'q0', operator: '=', answer: true }]
      : [{ question: 'q0', operator: '=', answer: true }, { question: `q${at - (n > 40 ? 40 : at - n)}`, operator: 'exists', answer: true }]
    if (n % 4 === 3) asked[at]!.enableBehavior = 'any'
  }
  return { code: 'long', version: 1, title: 'A long form', items: [{ linkId: 'all', type: 'group', text: 'All of it', item: asked }] }
}
