import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { mockedMedia } from './tools/mockedMedia.ts'
import { waveWithoutStyleTag } from './tools/waveWithoutStyleTag.ts'

const server = 'http://127.0.0.1:8080'

export default defineConfig(({ mode }) => ({
  plugins: [vue(), waveWithoutStyleTag(), ...(mode === 'mocked' ? [mockedMedia()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // wavesurfer must pass through waveWithoutStyleTag, which pre-bundling would skip
  optimizeDeps: { exclude: ['wavesurfer.js'] },
  server: {
    host: '127.0.0.1',
    ...(mode === 'mocked' ? {} : { proxy: { '/api': server, '/ws': { target: server, ws: true } } }),
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // small pictures as data: URLs would be allowed by the CSP, but files are easier to check
    assetsInlineLimit: 0,
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
}))
