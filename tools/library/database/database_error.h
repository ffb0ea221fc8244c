#pragma once

#include <stdexcept>
#include <string>

namespace jixia {

/// Thrown by everything in this folder. What was not committed did not happen.
class DatabaseError : public std::runtime_error {
 public:
  enum class Kind {
    Full,       ///< no room left on the disk, or a quota is used up
    Busy,       ///< held by another for longer than we wait, or the database server is away
    Constraint, ///< a row like this exists, or a rule of the schema is broken
    Damaged,    ///< the file is not a database, or was damaged
    Other,      ///< reading or writing failed
  };
  DatabaseError(Kind kind, const std::string& reason) : std::runtime_error(reason), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

} // namespace jixia
