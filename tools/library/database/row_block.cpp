#include "database/row_block.h"

#include <algorithm>
#include <array>

namespace jixia {
namespace {

// Few sizes, so that few texts are prepared.
constexpr std::array<std::size_t, 3> kSizes{64, 8, 1};

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

// "?,?,?"
std::string places(std::size_t count) {
  std::string text = "?";
  for (std::size_t k = 1; k < count; ++k) {
    text += ",?";
  }
  return text;
}

std::string insert_text(const RowBlock& block, std::size_t rows) {
  std::string sql = "INSERT INTO " + block.table() + "(" + join(block.columns()) + ") VALUES";
  const std::string row = "(" + places(block.columns().size()) + ")";
  for (std::size_t k = 0; k < rows; ++k) {
    sql += (k == 0 ? "" : ",") + row;
  }
  return sql + (block.if_there() == RowBlock::IfThere::Skip ? " ON CONFLICT DO NOTHING" : "");
}

template <typename Key>
void visit_matches(Connection& db, std::string_view sql, const std::vector<Key>& keys,
                   const std::function<void(const Query& row)>& visit) {
  const std::size_t mark = sql.find("{}");
  for (std::size_t at = 0; at < keys.size();) {
    const std::size_t left = keys.size() - at;
    // Filled up with the last key.
    const std::size_t size = left == 1 ? 1 : left <= 8 ? 8 : left <= 64 ? 64 : 512;
    const std::string text =
        std::string(sql.substr(0, mark)) + places(size) + std::string(sql.substr(mark + 2));
    Query query(db, text);
    for (std::size_t k = 0; k < size; ++k) {
      query.bind(keys[std::min(at + k, keys.size() - 1)]);
    }
    while (query.next()) {
      visit(query);
    }
    at += size;
  }
}

} // namespace

void Connection::insert(const RowBlock& block) {
  std::size_t left = block.rows(), at = 0;
  for (const std::size_t size : kSizes) {
    if (left < size) {
      continue;
    }
    const std::string sql = insert_text(block, size);
    for (; left >= size; left -= size) {
      Query query(*this, sql);
      for (const std::size_t end = at + size * block.columns().size(); at < end; ++at) {
        query.bind(block.values()[at]);
      }
      query.run();
    }
  }
}

void for_each_match(Connection& db, std::string_view sql, const std::vector<std::string_view>& keys,
                    const std::function<void(const Query& row)>& visit) {
  visit_matches(db, sql, keys, visit);
}

void for_each_match(Connection& db, std::string_view sql, const std::vector<std::int64_t>& keys,
                    const std::function<void(const Query& row)>& visit) {
  visit_matches(db, sql, keys, visit);
}

} // namespace jixia
