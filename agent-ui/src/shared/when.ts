export interface Preset { name: 'today16' | 'tomorrow9' | 'in3days'; at: Date }

/** The times nurses ask for most; today's is left out once it is past or nearly so. */
export function presets(now: Date): Preset[] {
  const on = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const all: Preset[] = [
    { name: 'today16', at: on(0, 16) },
    { name: 'tomorrow9', at: on(1, 9) },
    { name: 'in3days', at: on(3, 9) },
  ]
  return all.filter(preset => preset.at.getTime() - now.getTime() > 10 * 60_000)
}
