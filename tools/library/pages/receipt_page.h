#pragma once

#include "pages/page_frame.h"
#include "records/receipt_log.h"

namespace jixia {

/// The page on which anybody may have a receipt checked, `GET /receipt`.
HttpAnswer make_receipt_page(const HttpRequest& request, const Caller* caller);

/// `POST /receipt`: checks the receipt of the form (file `file`, or text `receipt`) with
/// check_receipt() and says what it shows and what it does not. Nothing is stored.
HttpAnswer make_receipt_answer(const HttpRequest& request, const Caller* caller, ReceiptLog& log);

inline constexpr std::size_t kMostReceiptBytes = 256 * 1024;

} // namespace jixia
