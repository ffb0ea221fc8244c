#pragma once

#include "assessment/score_sheet.h"
#include "world/world.h"

namespace jixia {

/// What a tag is, with its component: 阻挡器 压缩空气 / "Stop, compressed air". Of the tag that
/// stands for its component, the component's name alone. Empty if nobody named either.
Text full_name(const World& world, const Tag& tag);

/// The reason of `evidence` with the name behind its tag, for people who do not know the tags by
/// heart: "Y1.AIR 阻挡器 压缩空气 为 否" / "Y1.AIR (Stop, compressed air) is no". Other tags in it
/// stay as they are.
Text named_reason(const World& world, const Evidence& evidence);

} // namespace jixia
