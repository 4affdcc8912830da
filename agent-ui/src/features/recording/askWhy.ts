import { ElMessageBox } from 'element-plus'
import { say } from '@/shared/i18n'

/** Asks for the reason that the server will keep; null when she changed her mind. */
export async function askWhy(title: string, text: string, yes: string): Promise<string | null> {
  try {
    const { value } = await ElMessageBox.prompt(text, title, {
      confirmButtonText: yes, cancelButtonText: say('common.cancel'), inputType: 'textarea', inputPlaceholder: say('govern.why'),
      inputValidator: said => (said ?? '').trim() !== '' || say('govern.whyMissing'),
    })
    return value.trim()
  } catch {
    return null
  }
}
