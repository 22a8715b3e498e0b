import { prerender } from "react-dom/static.edge";
import { Router } from "wouter";

import { Root } from "./app/Root";

/**
 * The first view of a page as HTML. The build makes it (`plugins/first-views.ts`), `boot.js` inserts it, and React
 * continues from it.
 */
export async function draw(path: string): Promise<string> {
  const { prelude } = await prerender(
    <Router ssrPath={path}>
      <Root />
    </Router>,
    { progressiveChunkSize: Infinity },
  );
  const html = await new Response(prelude as BodyInit).text();
  const body = html.slice(html.indexOf("<div")); // the tags before it belong into the head; `boot.js` sets them
  // The Content-Security-Policy allows no style attributes; `boot.js` sets the styles.
  return body.replaceAll(' style="', ' data-style="');
}
