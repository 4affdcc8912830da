import { ElMessageBox } from 'element-plus'
import { say } from '@/shared/i18n'

/** Asks before something that cannot be taken back; true for yes. */
export async function ask(title: string, text: string, yes: string, no = say('common.cancel')): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, { confirmButtonText: yes, cancelButtonText: no, type: 'warning', autofocus: true })
    return true
  } catch {
    return false
  }
}
