import * as monaco from 'monaco-editor/editor'

const { KeyCode, KeyMod } = monaco

/**
 * Keys that Monaco would keep for itself, but that belong to the window's commands: the palette, a link to the view,
 * the sidebar, importing, undo, and stepping through differences and annotations. A rule without a command lets the event go on.
 */
const released = [
  KeyMod.CtrlCmd | KeyCode.KeyK,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyP,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyL,
  KeyMod.CtrlCmd | KeyCode.KeyB,
  KeyMod.CtrlCmd | KeyCode.KeyI,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyI,
  KeyMod.CtrlCmd | KeyCode.KeyO,
  KeyMod.Alt | KeyCode.LeftArrow,
  KeyMod.Alt | KeyCode.RightArrow,
  KeyMod.CtrlCmd | KeyCode.KeyZ,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ,
  KeyMod.CtrlCmd | KeyCode.KeyY,
  KeyCode.Delete,
  KeyCode.F2,
  KeyMod.Shift | KeyCode.F2,
  KeyCode.F9,
  KeyMod.Shift | KeyCode.F9,
  KeyCode.F7,
  KeyMod.Shift | KeyCode.F7,
  KeyCode.F8,
  KeyMod.Shift | KeyCode.F8
]

export const releaseKeys = (): void => {
  monaco.editor.addKeybindingRules([
    ...released.map((keybinding) => ({ keybinding, command: null })),
    // What F7 did by default: the list of differences that a screen reader can walk.
    { keybinding: KeyMod.Alt | KeyCode.F7, command: 'editor.action.accessibleDiffViewer.next', when: 'isInDiffEditor' }
  ])
}
