#pragma once

#include "numerics/dual.h"

namespace jixia::process {

/// How a branch sees one of its ends.
template <typename S>
struct BranchEnd {
  S pressure;             ///< [Pa]
  S density;              ///< of what would be drawn there [kg/m3]
  S saturation;           ///< vapour pressure there [Pa]
  S void_fraction;        ///< [-]
  double liquid_density = 1000.0; ///< of the liquid phase [kg/m3]
};

inline constexpr int kMostOwnUnknowns = 2;
inline constexpr int kBranchSeeds = 8 + kMostOwnUnknowns;
using BranchDual = Dual<kBranchSeeds>; ///< seeds: 4 of end a, 4 of end b, own unknowns

/// What a branch answers.
template <typename S>
struct BranchFlow {
  S volume_flow{};                  ///< from a to b; draws from the end it comes from [m3/s]
  S power{};                        ///< heat and work put into what arrives at b [W]
  S residuals[kMostOwnUnknowns]{};  ///< of the branch's own unknowns
};

/// What stays fixed while a step is solved.
struct BranchStep {
  const double* inputs;   ///< opening first: 0 shuts the branch exactly
  double duration;        ///< [s]
  const double* own_old;  ///< own unknowns at the start of the step
};

/// A way for material between two ports: a valve train, a pump's impeller. It owns no material.
///
/// The flow must be a continuous function with a continuous first derivative of the ends' condition,
/// its own unknowns and its inputs; whatever a person or an actuator changes is an input, written
/// between steps.
class Branch {
 public:
  virtual ~Branch() = default;

  virtual int input_count() const = 0;
  virtual int own_unknowns() const { return 0; }
  virtual double own_scale(int) const { return 1.0; }

  /// True if liquid goes from a to b and as much gas volume back, instead of one stream.
  virtual bool is_exchange() const { return false; }

  /// First guess of the own unknowns, each step anew; the default keeps the last solution.
  virtual void guess(const BranchStep&, const BranchEnd<double>&, const BranchEnd<double>&,
                     double* /*own*/) const {}

  virtual void calc(const BranchStep& step, const BranchEnd<double>& a,
                    const BranchEnd<double>& b, const double* own,
                    BranchFlow<double>& flow) const = 0;
  virtual void calc(const BranchStep& step, const BranchEnd<BranchDual>& a,
                    const BranchEnd<BranchDual>& b, const BranchDual* own,
                    BranchFlow<BranchDual>& flow) const = 0;
};

/// Writes both `calc` from one template `law<S>(step, a, b, own, flow)` of `Derived`.
template <typename Derived>
class BranchOf : public Branch {
 public:
  void calc(const BranchStep& step, const BranchEnd<double>& a, const BranchEnd<double>& b,
            const double* own, BranchFlow<double>& flow) const final {
    static_cast<const Derived&>(*this).template law<double>(step, a, b, own, flow);
  }
  void calc(const BranchStep& step, const BranchEnd<BranchDual>& a,
            const BranchEnd<BranchDual>& b, const BranchDual* own,
            BranchFlow<BranchDual>& flow) const final {
    static_cast<const Derived&>(*this).template law<BranchDual>(step, a, b, own, flow);
  }
};

} // namespace jixia::process
