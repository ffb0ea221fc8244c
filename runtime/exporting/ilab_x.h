#pragma once

#include <string>
#include <vector>

#include "exporting/report_data.h"

namespace jixia {

/// What ilab-x.com gives a school for one experiment (接口 v2, 国家虚拟仿真实验教学课程技术接口规范
/// 2022). Token, signature and upload belong to the adapter that sends the record, not here.
struct IlabXOptions {
  std::string username; ///< ilab-x account of the learner; empty: learner_id, then learner_name
  std::string title;    ///< as registered there; empty: the pack's Chinese title
  std::string appid;    ///< issued by ilab-x; empty: left out, the sending adapter fills it in
};

/// The attempt as the JSON body of POST /open/api/v2/data_upload.
///
/// Each criterion with points is one step. ilab-x asks for at least 10: with fewer, each step
/// criterion becomes two, 完成 (done) and 质量 (how well), by its quality share; then vetoes join
/// as steps worth nothing. An exercise that still has fewer is written as it is and check_ilab_x()
/// says so. Times count from `started_at` in simulated time, moved where the rules ask for 1 s.
std::string ilab_x_record(const ReportData& data, const IlabXOptions& options);

/// Holds a record against the field rules. @returns what is wrong, empty if nothing is.
std::vector<Text> check_ilab_x(const std::string& json);

} // namespace jixia
