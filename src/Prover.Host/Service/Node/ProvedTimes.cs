using System.Globalization;
using System.Text.RegularExpressions;

namespace Prover.Host.Service.Node;

/// <summary>What the event of a proof tells about its times: <c>witness 280 ms, prove 640 ms</c>.</summary>
/// <param name="Witness">Time to check and solve.</param>
/// <param name="Prove">Time to prove.</param>
internal sealed partial record ProvedTimes(TimeSpan Witness, TimeSpan Prove)
{
    /// <summary>The times in an event's detail; null if it tells none.</summary>
    public static ProvedTimes? In(string? detail)
    {
        Match match = Form().Match(detail ?? "");
        return match.Success ? new ProvedTimes(Time(match.Groups[1]), Time(match.Groups[2])) : null;
    }

    private static TimeSpan Time(Group digits)
    {
        return TimeSpan.FromMilliseconds(double.Parse(digits.Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^witness (\d{1,12}) ms, prove (\d{1,12}) ms$")]
    private static partial Regex Form();
}
