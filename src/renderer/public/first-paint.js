// Runs before the window is painted, so that it never flashes in the wrong theme; `theme/theme.ts` takes over after.
;(() => {
  const choice = localStorage.getItem('oopsdesk.theme') ?? 'system'
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const more = matchMedia('(prefers-contrast: more)').matches || matchMedia('(forced-colors: active)').matches
  const contrast = choice === 'contrast' || (choice === 'system' && more)
  const shade = dark ? 'dark' : 'light'
  document.documentElement.dataset.theme = contrast ? `contrast-${shade}` : choice === 'system' ? shade : choice
})()
