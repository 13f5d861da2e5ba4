-- Posts the requests of a file in turn, and prints the measurements as JSON. Each line is a request: its path, its headers
-- and its body, separated by tabs.
local requests = {}
local current = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local head, body = line:match("^(.*)\t([^\t]*)$")
    local path, headers = nil, { ["content-type"] = "application/json" }
    for part in head:gmatch("[^\t]+") do
      if path then
        local name, value = part:match("^([^:]+): (.*)$")
        headers[name] = value
      else
        path = part
      end
    end
    for name, value in pairs(wrk.headers) do headers[name] = value end
    requests[#requests + 1] = wrk.format("POST", path, headers, body)
  end
end

function request()
  current = current % #requests + 1
  return requests[current]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
