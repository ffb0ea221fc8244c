#include "pages/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>

namespace jixia {

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
  const std::unique_ptr<char, void (*)(void*)> html(
      cmark_render_html(document.get(), kOptions,
                        cmark_parser_get_syntax_extensions(parser.get())),
      std::free);
  return html ? html.get() : "";
}

} // namespace jixia
