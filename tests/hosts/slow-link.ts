import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A proxy that hands on what the server at `port` sends at no more than so many bytes a second. */
export const openSlowLink = async (
  port: number,
  bytesPerSecond: number
): Promise<{ readonly port: number; readonly close: () => void }> => {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.pipe(upstream)
    client.on('close', () => upstream.destroy())
    const handOn = async (): Promise<void> => {
      for await (const data of upstream) {
        const bytes = data as Buffer
        client.write(bytes)
        await wait((bytes.length / bytesPerSecond) * 1000)
      }
      client.end()
    }
    handOn().catch(() => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}
