import { ElMessageBox } from 'element-plus'
import { say } from '@/shared/i18n'

/** Asks for a reason in words; empty for none. */
export async function askWords(title: string, text: string): Promise<string> {
  try {
    const { value } = await ElMessageBox.prompt(text, title, { confirmButtonText: say('common.save'), cancelButtonText: say('common.cancel'), inputValidator: words => words?.trim() ? true : text })
    return value.trim()
  } catch {
    return ''
  }
}

/** Asks before something that cannot be taken back; true for yes. */
export async function ask(title: string, text: string, yes: string, no = say('common.cancel')): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, { confirmButtonText: yes, cancelButtonText: no, type: 'warning', autofocus: true })
    return true
  } catch {
    return false
  }
}
