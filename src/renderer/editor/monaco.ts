import * as monaco from 'monaco-editor/editor'
// oxlint-disable-next-line import/default -- Vite makes the default export of a `?worker` import.
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/features/caretOperations/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/diffEditor/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/lineSelection/register'
import 'monaco-editor/features/longLinesHelper/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/unicodeHighlighter/register'
import 'monaco-editor/features/wordHighlighter/register'
import 'monaco-editor/features/wordOperations/register'
import { registerFolding } from './folding.ts'
import { releaseKeys } from './keys.ts'
import { logLanguage, logLanguageId, reportLanguageId } from './log-language.ts'
import { ownDiff } from './own-diff.ts'
import { followTheme } from './theme.ts'

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() }

// The first call makes Monaco's services, and takes ours among them; what it shows is not wanted.
monaco.editor.create(document.createElement('div'), {}, ownDiff).dispose()

monaco.languages.register({ id: reportLanguageId })
monaco.languages.register({ id: logLanguageId })
monaco.languages.setMonarchTokensProvider(logLanguageId, logLanguage)
registerFolding([reportLanguageId, logLanguageId])
releaseKeys()
followTheme()

export { monaco }
