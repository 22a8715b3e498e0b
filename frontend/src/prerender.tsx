import { prerender } from "react-dom/static.edge";
import { Router } from "wouter";

import { Root } from "./app/Root";

/**
 * What a page shows first, as HTML: the build draws it (`plugins/first-views.ts`), and `boot.js` puts it where React
 * takes it over.
 */
export async function draw(path: string): Promise<string> {
  const { prelude } = await prerender(
    <Router ssrPath={path}>
      <Root />
    </Router>,
    { progressiveChunkSize: Infinity },
  );
  const html = await new Response(prelude as BodyInit).text();
  const body = html.slice(html.indexOf("<div")); // before it stands what belongs into the head, which `boot.js` sees to
  return body.replaceAll(' style="', ' data-style="'); // the policy allows no style in markup: `boot.js` sets it
}
