import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Permission } from '@/shared/api/schema'

/** A place in the navigation: shown to those who may go there. */
export interface Place { name: string; path: string; needs: Permission | null; page: () => Promise<unknown> }

export const places: Place[] = [
  { name: 'console', path: '/', needs: 'worklist.read', page: () => import('./pages/ConsolePage.vue') },
]

export function createRooms() {
  const routes: RouteRecordRaw[] = places.map(place => ({
    path: place.path, name: place.name, component: place.page as () => Promise<never>, meta: { needs: place.needs },
  }))
  return createRouter({
    history: createWebHistory(),
    routes: [
      ...routes,
      { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/NowherePage.vue'), meta: { needs: null } },
    ],
  })
}
