import { createEngine } from '../../src/main/engine/engine.ts'
import { createClient } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { valueOf } from '../builders/temp-corpus.ts'

// Takes a bundle into a corpus, and says a line at each headway, to be killed between.
const [corpusFile = '', dataFolder = '', path = ''] = process.argv.slice(2)
const say = (): void => void process.stdout.write('{}\n')

const engine = valueOf(
  await createEngine({
    version: '0',
    corpusFile,
    dataFolder,
    roots: null,
    sampleFolder: dataFolder,
    readOnly: false,
    create: false,
    remember: false,
    author: 'Bob'
  })
)
const [near, far] = createMemoryTransports()
engine.connect(far)
const client = createClient(near)
const { corpus } = valueOf(await client.call('engine.describe', {}))
if (corpus === null) throw new Error('no corpus')
const watching = client.call('corpus.watch', { corpus }, { onProgress: say })
valueOf(await client.call('bundles.import', { corpus, source: { kind: 'path', path } }, { onProgress: say }))
say()
await engine.close()
await watching
