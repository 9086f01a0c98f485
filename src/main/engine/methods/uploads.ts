import { success } from '../../../shared/model/result.ts'
import type { EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

export const uploadHandlers = ({
  uploads
}: EngineParts): Pick<Handlers, 'uploads.open' | 'uploads.write' | 'uploads.discard'> => ({
  'uploads.open': async () => {
    const opened = await uploads.open()
    return opened.ok ? success({ upload: opened.value }) : opened
  },

  'uploads.write': async ({ upload, path, modified, offset, data }) => {
    const written = await uploads.write(upload, path, modified, offset, Buffer.from(data, 'base64'))
    return written.ok ? success({}) : written
  },

  'uploads.discard': async ({ upload }) => {
    await uploads.discard(upload)
    return success({})
  }
})
