#pragma once

#include <optional>

#include "accounts/accounts.h"
#include "pages/page_frame.h"

namespace jixia {

/// The parts that the pages about people share. Every form is sent with POST and the session's
/// token.

/// A page of one card; `main` without its first heading.
HttpAnswer make_people_page(const HttpRequest& request, const Caller* caller, const Text& title,
                            const Html& main, int status = 200);

/// Opens a form: <form method="post" action="..."> and its token. `kind`: encoding of a form that
/// carries a file.
Html open_form(const Caller* caller, Language language, std::string_view action,
               bool has_file = false);

/// A labelled input in a field of its own.
Html input_field(Language language, std::string_view name, const Text& label,
                 std::string_view type = "text", std::string_view value = {},
                 std::string_view autocomplete = "off");

/// <p class="note bad" role="alert">
Html problem_note(Language language, const Text& problem);

/// The table of start passwords that is printed and cut up; shown once.
Html start_passwords_table(Language language, const std::vector<ImportedLearner>& learners);

/// The person of the path's place number `place`, if `caller` may see this person by name.
/// @throws Refusal  404 also if there is one who may not be seen
Person want_person(Accounts& accounts, const HttpRequest& request, const Caller& caller,
                   std::size_t place = 0);

} // namespace jixia
