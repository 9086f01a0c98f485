import { Outlet } from '@tanstack/react-router'
import { DoneBar } from '../decisions/done-bar.tsx'
import { UndoCommand } from '../decisions/undo-command.tsx'
import { BundleDialog } from '../exports/bundle-dialog.tsx'
import { ExportDialog } from '../exports/export-dialog.tsx'
import { KeySheet } from '../palette/key-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
import { AuthorDialog } from '../triage/author-dialog.tsx'
import { OpenCorpusDialog } from '../start/open-corpus-dialog.tsx'
import { DropTarget } from './drop-target.tsx'
import { GlobalCommands } from './global-commands.tsx'
import { NoticeStack } from './notice-stack.tsx'
import { ReadOnlyCommands } from './read-only-commands.tsx'
import { Rail } from './rail.tsx'
import { StatusBar } from './status-bar.tsx'
import './frame.css'

/** What stands around every view. */
export const Frame = () => (
  <DropTarget>
    <GlobalCommands />
    <UndoCommand />
    <ReadOnlyCommands />
    <div className="frame">
      <Rail />
      <main className="frame-main" tabIndex={-1}>
        <NoticeStack />
        <Outlet />
        <DoneBar />
      </main>
      <StatusBar />
    </div>
    <Palette />
    <KeySheet />
    <OpenCorpusDialog />
    <ExportDialog />
    <BundleDialog />
    <AuthorDialog />
  </DropTarget>
)
