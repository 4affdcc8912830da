import 'element-plus/dist/index.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import '@/shared/ui/base.css'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { ApiError } from '@/shared/api/client'
import { i18n } from '@/shared/i18n'
import { applyPrefs } from '@/shared/prefs'
import { installElements } from '@/shared/ui/elements'
import App from './App.vue'
import { createRooms } from './router'

async function start() {
  if (import.meta.env.MODE === 'mocked') (await import('@/mock/start')).startMock()
  applyPrefs()
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // a clear answer of the server is not asked for twice
        retry: (count, error) => !(error instanceof ApiError) && count < 2,
        networkMode: 'always',
      },
    },
  })
  const app = createApp(App)
  app.use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient: queries }).use(createRooms())
  installElements(app)
  app.mount('#app')
}

void start()
