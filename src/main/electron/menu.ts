import { Menu, type MenuItemConstructorOptions } from 'electron'
import { commandIds, commands, type CommandGroup, type CommandId } from '../../shared/commands/commands.ts'
import { acceleratorOf } from './accelerator.ts'

type Run = (command: CommandId) => void

const commandItem = (id: CommandId, run: Run): MenuItemConstructorOptions => {
  const { title, keys } = commands[id]
  const accelerator = keys.map(acceleratorOf).find((shown) => shown !== null)
  return {
    id,
    label: title,
    click: () => run(id),
    // The window binds the keys itself; here they are only shown, or each press would count twice.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false })
  }
}

const groupItems = (group: CommandGroup, run: Run): MenuItemConstructorOptions[] =>
  commandIds.filter((id) => commands[id].group === group).map((id) => commandItem(id, run))

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Every command stands in the menu of its group, beside what the system expects of each menu. */
export const menuTemplate = (run: Run, platform: NodeJS.Platform): MenuItemConstructorOptions[] => {
  const mac = platform === 'darwin'
  const menu = (group: CommandGroup, after: MenuItemConstructorOptions[] = []): MenuItemConstructorOptions => ({
    label: group,
    submenu: [...groupItems(group, run), ...(after.length > 0 ? [separator, ...after] : [])]
  })
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    menu('Corpus', mac ? [{ role: 'close' }] : [{ role: 'quit' }]),
    { role: 'editMenu' },
    menu('Go to'),
    menu('List'),
    menu('Decide'),
    menu('Bucket'),
    menu('Notes'),
    menu('Stack tree'),
    menu('Report'),
    menu('Compare'),
    menu('Window', [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      separator,
      { role: 'reload' },
      { role: 'toggleDevTools' },
      { role: 'minimize' }
    ])
  ]
}

export const setMenu = (run: Run): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(run, process.platform)))
