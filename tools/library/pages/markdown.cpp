#include "pages/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace jixia {
namespace {

/// The page has its own first heading: a lesson's headings stand one level below.
void lower_headings(cmark_node* document) {
  const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> walk(cmark_iter_new(document),
                                                                 cmark_iter_free);
  while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
        cmark_iter_get_event_type(walk.get()) == CMARK_EVENT_ENTER) {
      cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + 1));
    }
  }
}

} // namespace

std::string markdown_html(std::string_view markdown) {
  static const bool is_ready = (cmark_gfm_core_extensions_ensure_registered(), true);
  static_cast<void>(is_ready);
  constexpr int kOptions = CMARK_OPT_VALIDATE_UTF8; // without CMARK_OPT_UNSAFE: raw HTML goes
  const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(cmark_parser_new(kOptions),
                                                                       cmark_parser_free);
  if (cmark_syntax_extension* tables = cmark_find_syntax_extension("table")) {
    cmark_parser_attach_syntax_extension(parser.get(), tables);
  }
  markdown = markdown.substr(0, kMostMarkdown);
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(
      cmark_parser_finish(parser.get()), cmark_node_free);
  lower_headings(document.get());
  const std::unique_ptr<char, void (*)(void*)> html(
      cmark_render_html(document.get(), kOptions,
                        cmark_parser_get_syntax_extensions(parser.get())),
      std::free);
  return html ? html.get() : "";
}

} // namespace jixia
