import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Permission } from '@/shared/api/schema'

/** A place in the navigation: shown to those who may go there. */
export interface Place {
  name: string
  path: string
  needs: Permission | null
  /** Seldom used: kept in the menu behind the others. */
  more?: true
  page: () => Promise<unknown>
}

export const places: Place[] = [
  { name: 'console', path: '/', needs: 'worklist.read', page: () => import('./pages/ConsolePage.vue') },
  { name: 'wallboard', path: '/wallboard', needs: 'supervise', page: () => import('./pages/WallboardPage.vue') },
  { name: 'alerts', path: '/alerts', needs: 'record.read', page: () => import('./pages/AlertsPage.vue') },
  { name: 'worklists', path: '/worklists', needs: 'worklist.write', page: () => import('./pages/WorklistsPage.vue') },
  { name: 'records', path: '/records', needs: 'record.read', page: () => import('./pages/RecordsPage.vue') },
  { name: 'search', path: '/search', needs: 'transcript.search', page: () => import('./pages/SearchPage.vue') },
  { name: 'cues', path: '/cues', needs: 'transcript.search', more: true, page: () => import('./pages/CuesPage.vue') },
  { name: 'questionnaires', path: '/questionnaires', needs: 'script.write', more: true, page: () => import('./pages/QuestionnairesPage.vue') },
  { name: 'phrases', path: '/phrases', needs: 'transcript.search', more: true, page: () => import('./pages/PhrasesPage.vue') },
  { name: 'speech', path: '/speech', needs: 'vocabulary.write', more: true, page: () => import('./pages/SpeechPage.vue') },
  { name: 'inbound', path: '/inbound', needs: 'worklist.write', more: true, page: () => import('./pages/InboundPage.vue') },
  { name: 'doNotCall', path: '/do-not-call', needs: 'supervise', more: true, page: () => import('./pages/DoNotCallPage.vue') },
  { name: 'import', path: '/import', needs: 'import', more: true, page: () => import('./pages/ImportPage.vue') },
  { name: 'governance', path: '/governance', needs: 'recording.govern', more: true, page: () => import('./pages/GovernancePage.vue') },
  { name: 'staff', path: '/staff', needs: 'staff.admin', more: true, page: () => import('./pages/StaffPage.vue') },
  { name: 'audit', path: '/audit', needs: 'audit.read', more: true, page: () => import('./pages/AuditPage.vue') },
  { name: 'line', path: '/line', needs: 'call', more: true, page: () => import('./pages/LinePage.vue') },
  { name: 'nodes', path: '/nodes', needs: 'operate', more: true, page: () => import('./pages/NodesPage.vue') },
  { name: 'status', path: '/status', needs: null, more: true, page: () => import('./pages/StatusPage.vue') },
]

export function createRooms() {
  const routes: RouteRecordRaw[] = places.map(place => ({
    path: place.path, name: place.name, component: place.page as () => Promise<never>, meta: { needs: place.needs },
  }))
  return createRouter({
    history: createWebHistory(),
    routes: [
      ...routes,
      { path: '/house', name: 'house', component: () => import('./pages/HousePage.vue'), meta: { needs: 'worklist.write' } },
      { path: '/worklists/:id', name: 'worklist', component: () => import('./pages/WorklistPage.vue'), meta: { needs: 'worklist.write' } },
      { path: '/situations', name: 'situations', component: () => import('./pages/SituationsPage.vue'), meta: { needs: 'script.write' } },
      { path: '/questionnaires/:code', name: 'questionnaire', component: () => import('./pages/QuestionnairePage.vue'), meta: { needs: 'script.write' } },
      { path: '/records/:id', name: 'record', component: () => import('./pages/RecordPage.vue'), meta: { needs: 'record.read' } },
      { path: '/patients/:id', name: 'patient', component: () => import('./pages/PatientPage.vue'), meta: { needs: 'worklist.read' } },
      { path: '/patients/:id/sheet', name: 'sheet', component: () => import('./pages/SheetPage.vue'), meta: { needs: 'record.read' } },
      { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/NowherePage.vue'), meta: { needs: null } },
    ],
  })
}
