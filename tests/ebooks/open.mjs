// Opens books in two readers of EPUB, epub.js and foliate-js, in a real browser, and prints as JSON where things stand.
// node open.mjs NODE_MODULES BROWSER READER PICTURES BOOK...   (PICTURES: a folder for a picture of each, or -)
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, browserPath, reader, pictures, ...books] = process.argv.slice(2)
const { default: puppeteer } = await import(pathToFileURL(join(modules, 'puppeteer-core/lib/esm/puppeteer/puppeteer-core.js')))
const KINDS = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.epub': 'application/epub+zip' }
const WIDTH = 600, HEIGHT = 800

const PAGES = {
    epubjs: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}#place{width:${WIDTH}px;height:${HEIGHT}px}</style>
        <div id="place"></div><script src="/modules/jszip/dist/jszip.min.js"></script>
        <script src="/modules/epubjs/dist/epub.js"></script>`,
    foliate: `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}foliate-view{display:block;width:${WIDTH}px;height:${HEIGHT}px}</style>
        <script type="module">import '/modules/foliate-js/view.js'; window.ready = true</script>`,
}

const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const file = url.pathname.startsWith('/modules/') ? join(modules, url.pathname.slice(9))
        : url.pathname.startsWith('/book/') ? books[Number(url.pathname.slice(6).split('.')[0])] : ''
    if (url.pathname === '/') response.setHeader('Content-Type', 'text/html').end(PAGES[reader])
    else if (file && existsSync(file)) {
        response.setHeader('Content-Type', KINDS[extname(file)] ?? 'application/octet-stream')
        createReadStream(file).pipe(response)
    } else response.writeHead(404).end()
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const address = `http://127.0.0.1:${server.address().port}`

// --- in the browser: what both readers are asked, each in its own way -------------------------------------------

const openers = {
    epubjs: async (number, width, height) => {
        const book = ePub(`/book/${number}.epub`)
        const rendition = book.renderTo('place', { width, height, flow: 'paginated', spread: 'none' })
        const settled = () => new Promise(done => setTimeout(done, 250))
        await rendition.display()
        await settled()
        window.reader = {
            document: () => rendition.getContents()[0].document,
            href: () => rendition.currentLocation().start.href,
            go: async href => { await rendition.display(href); await settled() },
            next: async () => { await rendition.next(); await settled() },
            direction: book.packaging.metadata.direction,
        }
    },
    foliate: async (number, width, height) => {
        while (!window.ready) await new Promise(done => setTimeout(done, 20))
        const view = document.createElement('foliate-view')
        document.body.append(view)
        await view.open(await (await fetch(`/book/${number}.epub`)).blob().then(data => new File([data], 'book.epub')))
        view.renderer.setAttribute('flow', 'paginated')
        view.renderer.setAttribute('max-column-count', '1')
        const settled = () => new Promise(done => setTimeout(done, 500))
        await view.init({ lastLocation: null })
        await settled()
        const hrefs = view.book.sections.map(section => section.id)
        window.reader = {
            document: () => view.renderer.getContents()[0].doc,
            href: () => hrefs[view.renderer.getContents()[0].index],
            go: async href => { await view.goTo(hrefs.findIndex(one => one.endsWith(href))); await settled() },
            next: async () => { await view.next(); await settled() },
            direction: view.book.dir,
        }
    },
}

const measure = () => {
    const page = window.reader.document(), frame = page.defaultView.frameElement.getBoundingClientRect()
    const shown = box => ({ left: box.left + frame.left, right: box.right + frame.left, top: box.top + frame.top })
    const letters = element => {
        const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = []
        while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode)
        return found
    }
    const box = (node, start, end) => {
        const range = page.createRange()
        range.setStart(node, start), range.setEnd(node, end)
        return shown(range.getBoundingClientRect())
    }
    const headline = page.querySelector('h1'), paragraphs = [...page.querySelectorAll('.body p')]
    if (!headline || !paragraphs.length) return null
    const lastNodes = letters(paragraphs.at(-1)), last = lastNodes.at(-1)
    const lastLine = element => {
        const range = page.createRange()
        range.selectNodeContents(element)
        const boxes = [...range.getClientRects()], middle = box => (box.top + box.bottom) / 2
        const lowest = Math.max(...boxes.map(middle))
        const line = boxes.filter(box => middle(box) > lowest - 12)
        return { left: Math.min(...line.map(box => box.left)) + frame.left, right: Math.max(...line.map(box => box.right)) + frame.left }
    }
    const word = node => /\S+/.exec(node.data)
    const wordBox = node => box(node, word(node).index, word(node).index + word(node)[0].length)
    const end = last.data.trimEnd().length
    return {
        headline: shown(headline.getBoundingClientRect()),
        headlineWord: wordBox(letters(headline)[0]),
        paragraph: shown(paragraphs[0].getClientRects()[0]),
        lastLine: lastLine(paragraphs[0]),
        beforeStop: end > 1 ? box(last, end - 2, end - 1) : box(lastNodes.at(-2), 0, 1),
        stop: box(last, end - 1, end),
        font: page.defaultView.getComputedStyle(paragraphs[0]).fontFamily,
        loaded: [...page.fonts].filter(face => face.status === 'loaded').map(face => face.family),
    }
}

// --- here -------------------------------------------------------------------------------------------------------

const browser = await puppeteer.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
const found = {}
for (const [number, book] of books.entries()) {
    const tab = await browser.newPage()
    const troubles = []
    tab.on('pageerror', error => troubles.push(String(error)))
    await tab.setViewport({ width: WIDTH, height: HEIGHT })
    await tab.goto(address)
    await tab.evaluate(openers[reader], number, WIDTH, HEIGHT)
    const result = { direction: await tab.evaluate(() => window.reader.direction), width: WIDTH, reader, troubles }
    result.opensAt = await tab.evaluate(() => window.reader.href())
    await tab.evaluate(() => window.reader.go('text/a0001.xhtml'))
    result.before = await tab.evaluate(measure)
    if (pictures !== '-') await tab.screenshot({ path: join(pictures, `${basename(book, '.epub')}-${reader}.png`) })
    await tab.evaluate(() => window.reader.next())
    result.after = await tab.evaluate(measure)
    found[basename(book, '.epub')] = result
    await tab.close()
}
await browser.close()
server.close()
console.log(JSON.stringify(found))
