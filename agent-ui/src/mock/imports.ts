import type { ImportView } from '@/shared/api/schema'
import { stamp } from './people'

const columns = [
  { header: '住院号', field: 'admissionNo' }, { header: '姓名', field: 'name' }, { header: '性别', field: 'sex' }, { header: '联系电话', field: 'phone' },
  { header: '出院科室', field: 'department' }, { header: '出院日期', field: 'dischargedOn' }, { header: '出院诊断', field: 'diagnosis' }, { header: '床号', field: null },
]
const cells = (i: number) => ({ admissionNo: `DEMO30${i}`, name: `示例·导入${i}`, sex: i % 2 ? '女' : '男', phone: `+861000000${String(1100 + i).slice(-4)}`, department: '呼吸内科', dischargedOn: '2026-11-20', diagnosis: '社区获得性肺炎' })

export const imports: ImportView[] = [{
  id: 'i0', fileName: '出院名单-演示.csv', encoding: 'GB18030', state: 'COMMITTED', columns, counts: { rows: 40, create: 38, update: 2, skip: 0, errors: 0 }, rows: [], errors: [], problems: [], createdAt: stamp(-86_400_000), by: '示例管理员', progress: 100,
}]

export function importView(fileName: string): ImportView {
  const one: ImportView = {
    id: `i${imports.length}`, fileName, encoding: 'UTF-8', state: 'PREVIEW', columns, counts: { rows: 12, create: 8, update: 1, skip: 1, errors: 2 },
    rows: Array.from({ length: 12 }, (_, i) => ({ line: i + 2, action: i === 3 ? 'UPDATE' as const : i === 5 ? 'SKIP' as const : i === 7 || i === 9 ? 'ERROR' as const : 'CREATE' as const, cells: cells(i) })),
    errors: [
      { line: 9, column: '联系电话', value: '1.38E+10', code: 'phone.float', message: '电话被表格软件改成了科学计数法', fix: '把该列设为“文本”格式后重新填写完整号码' },
      { line: 11, column: '出院日期', value: '2026-02-30', code: 'date.impossible', message: '没有这一天', fix: '写成 2026-02-28 这样的真实日期' },
    ],
    problems: [], createdAt: stamp(0), by: '示例管理员', progress: 0,
  }
  imports.unshift(one)
  return one
}
