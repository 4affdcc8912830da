import type { Plugin } from 'vite'

/**
 * wavesurfer.js writes a <style> tag into its shadow root with innerHTML, which `style-src 'self'` refuses.
 * The tag is cut out here; features/recording/wave.ts adopts the same rules as a constructed sheet.
 */
export function waveWithoutStyleTag(): Plugin {
  return {
    name: 'wave-without-style-tag',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('wavesurfer.js/dist/wavesurfer.esm.js')) return null
      const cut = code.replace(/<style\$\{[\s\S]*?<\/style>/, '')
      if (cut === code) throw new Error('wavesurfer.js no longer writes the style tag we cut: look at its renderer again')
      return { code: cut, map: null }
    },
  }
}
