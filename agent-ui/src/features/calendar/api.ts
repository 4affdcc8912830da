import { api } from '@/shared/api/client'
import type { CalendarDay, HouseRules } from '@/shared/api/schema'

export const house = {
  rules: () => api.get<HouseRules>('/house-rules'),
  changeRules: (rules: HouseRules) => api.put<HouseRules | undefined>('/house-rules', rules),
  calendar: (year: number) => api.get<CalendarDay[]>('/calendar', { year }),
  changeCalendar: (year: number, days: CalendarDay[]) => api.put<CalendarDay[] | undefined>(`/calendar?year=${year}`, { days }),
}
