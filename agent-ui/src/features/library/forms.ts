import { inject, type InjectionKey, type Ref, ref } from 'vue'

/** A questionnaire by which one may ask. */
export interface Form { code: string; title: string }

/** The page that holds the shelves tells what an alarm may call back with. */
export const formsKey: InjectionKey<Ref<Form[]>> = Symbol('forms')
export const useForms = () => inject(formsKey, ref([]))
