using System.Globalization;
using System.Numerics;

namespace Prover.Pipeline;

/// <summary>The sender's small values among the store's settings.</summary>
internal static class SenderSettings
{
    private const string AccountName = "l1.account";
    private const string FloorName = "l1.floor";
    private const string MarkName = "l1.final";

    public static ulong Floor(IJobReader reader) =>
        ulong.TryParse(reader.Setting(FloorName), NumberStyles.None, CultureInfo.InvariantCulture, out ulong floor)
            ? floor
            : 0;

    public static void SetFloor(IJobTransaction store, ulong floor) =>
        store.SetSetting(FloorName, floor.ToString(CultureInfo.InvariantCulture));

    public static string? Account(IJobReader reader) => reader.Setting(AccountName);

    public static void SetAccount(IJobTransaction store, string account) => store.SetSetting(AccountName, account);

    public static FinalMark? Mark(IJobReader reader) => FinalMark.Parse(reader.Setting(MarkName));

    public static void SetMark(IJobTransaction store, FinalMark mark) => store.SetSetting(MarkName, mark.ToString());

    public static FeeCaps? Caps(IJobReader reader, ulong nonce)
    {
        string[] parts = reader.Setting(CapsName(nonce))?.Split('/') ?? [];
        return parts.Length == 2
            && TryParse(parts[0], out BigInteger all)
            && TryParse(parts[1], out BigInteger priority)
            ? new FeeCaps(all, priority)
            : null;
    }

    public static void SetCaps(IJobTransaction store, ulong nonce, FeeCaps caps) => store.SetSetting(
        CapsName(nonce),
        string.Create(CultureInfo.InvariantCulture, $"{caps.MaxFeePerGas}/{caps.MaxPriorityFeePerGas}"));

    private static bool TryParse(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string CapsName(ulong nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"l1.caps.{nonce}");
}
