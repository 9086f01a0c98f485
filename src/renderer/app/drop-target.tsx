import { useState, type DragEvent, type ReactNode } from 'react'
import { whileBusy } from '../engine/idle.ts'
import { useHost } from '../host/host-context.tsx'
import type { Picked } from '../host/host.ts'
import { droppedOn } from '../imports/dropped-files.ts'
import { useImportHere } from './import-here.ts'
import { useOpenPaths } from './use-open-paths.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

/** Takes files and folders dropped anywhere on the window, and imports them; a corpus, by its path, is opened. */
export const DropTarget = ({ children }: { readonly children: ReactNode }) => {
  const host = useHost()
  const importHere = useImportHere()
  const openPaths = useOpenPaths()
  const [over, setOver] = useState(false)

  const pickedOf = (data: DataTransfer): Promise<Picked> => {
    const paths = [...data.files].map((file) => host.pathOf(file)).filter((path) => path !== '')
    if (paths.length > 0) return Promise.resolve({ kind: 'paths', paths })
    return droppedOn(data).then((files): Picked => ({ kind: 'files', files }))
  }

  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(false)
    const picked = pickedOf(event.dataTransfer)
    void whileBusy(picked.then((what) => (what.kind === 'paths' ? openPaths(what.paths) : importHere(what))))
  }
  const drag = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) setOver(false)
  }

  return (
    <div style={{ height: '100%' }} role="presentation" onDragOver={drag} onDragLeave={leave} onDrop={drop}>
      {children}
      {over && <div className="drop-sheet">Drop kernel logs to import them</div>}
    </div>
  )
}
