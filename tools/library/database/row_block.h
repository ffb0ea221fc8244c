#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"

namespace jixia {

/// Rows on their way into one table, written in as few steps as the engine knows how. Texts and
/// bytes are not copied: they have to live until write().
class RowBlock {
 public:
  /// What happens to a row whose key is there already.
  enum class IfThere { Fail, Skip };

  RowBlock(std::string table, std::vector<std::string> columns, IfThere if_there)
      : table_(std::move(table)), columns_(std::move(columns)), if_there_(if_there) {}

  /// @pre as many values as columns
  void add(std::initializer_list<SqlValue> row) { values_.insert(values_.end(), row); }
  void write(Connection& db) const {
    if (!values_.empty()) {
      db.insert(*this);
    }
  }

  const std::string& table() const { return table_; }
  const std::vector<std::string>& columns() const { return columns_; }
  IfThere if_there() const { return if_there_; }
  const std::vector<SqlValue>& values() const { return values_; } ///< row after row
  std::size_t rows() const { return values_.size() / columns_.size(); }

 private:
  std::string table_;
  std::vector<std::string> columns_;
  IfThere if_there_;
  std::vector<SqlValue> values_;
};

/// Runs `sql`, in which `{}` stands for a list, with all `keys`, some at a time, and calls `visit`
/// with every row found.
///
///     for_each_match(db, "SELECT id FROM activity WHERE id IN ({})", ids, [](const Query& row)
///     {...});
void for_each_match(Connection& db, std::string_view sql, const std::vector<std::string_view>& keys,
                    const std::function<void(const Query& row)>& visit);
void for_each_match(Connection& db, std::string_view sql, const std::vector<std::int64_t>& keys,
                    const std::function<void(const Query& row)>& visit);

} // namespace jixia
