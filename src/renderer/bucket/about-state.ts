import { create } from 'zustand'
import { isLow } from '../app/narrow.ts'

/** Whether titles, duplicates and decisions are shown, as chosen last on any bucket; null before anything was. */
const useChosen = create<{ readonly chosen: boolean | null }>(() => ({ chosen: null }))

export const showAbout = (chosen: boolean): void => useChosen.setState({ chosen })

/** Where nothing was chosen, a low window keeps its height for the list. */
export const useAboutShown = (): boolean => useChosen(({ chosen }) => chosen) ?? !isLow()
