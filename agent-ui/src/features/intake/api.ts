import { api } from '@/shared/api/client'
import type { ImportView } from '@/shared/api/schema'

export const imports = {
  list: () => api.get<ImportView[]>('/imports'),
  view: (id: string) => api.get<ImportView>(`/imports/${id}`),
  upload: (file: File, worklist: string | null) => {
    const form = new FormData()
    form.set('file', file)
    if (worklist) form.set('worklist', worklist)
    return api.post<ImportView>('/imports', form)
  },
  commit: (id: string) => api.post<ImportView>(`/imports/${id}/commit`),
  discard: (id: string) => api.delete(`/imports/${id}`),
  template: api.address('/imports/template.csv'),
  errors: (id: string) => api.address(`/imports/${id}/errors.csv`),
}
