using System.Globalization;
using System.Numerics;
using Prover.Host.Cli;
using Prover.Host.Service.Api;

namespace Prover.Host.Operator;

/// <summary>A node, its devices and its view of L1 as text.</summary>
internal static class NodeText
{
    private const long WeiPerDigit = 1_000_000_000_000;

    /// <summary>The line above a table of jobs, and why the node is not as it should be.</summary>
    public static void Print(Terminal terminal, NodeReport node)
    {
        IEnumerable<string> counts = node.Stages.Select(count =>
            $"{JobText.Word(count.Stage)} {JobText.Word(count.State)} {Number(count.Count)}");
        string jobs = node.Stages.Count == 0 ? "no jobs" : string.Join(", ", counts);
        terminal.Result($"{node.Name} {JobText.Word(node.Activity)}   {jobs}");
        foreach (string why in node.Why)
        {
            terminal.Result($"  -> {why}");
        }
    }

    /// <summary>The devices that a node remembers.</summary>
    public static void PrintDevices(Terminal terminal, IReadOnlyList<DeviceReport> devices, DateTimeOffset now)
    {
        TextTable table = new("DEVICE", "RIGHT", "WRONG", "FAILURES", "LAST SEEN", "QUARANTINED");
        foreach (DeviceReport device in devices)
        {
            table.Add(
                device.Name, Number(device.ProofsRight), Number(device.ProofsWrong), Number(device.Failures),
                Lengths.Of(now - device.LastSeen) + " ago", device.Quarantined ?? "no");
        }

        table.Print(terminal);
    }

    /// <summary>What a node knows of L1.</summary>
    public static void Print(Terminal terminal, L1Report l1)
    {
        terminal.Result($"chain           {l1.ChainId}");
        terminal.Result($"contract        {l1.Contract}");
        terminal.Result($"keys match      {(l1.KeysMatch ? "yes" : "no")}");
        foreach (string key in l1.Keys)
        {
            terminal.Result($"  {key}");
        }

        terminal.Result($"came in         {Known(l1.Admitted)}");
        terminal.Result($"proved          {Known(l1.Proved)}");
        terminal.Result($"accepted        {Known(l1.Block)}");
        terminal.Result($"final           {Known(l1.FinalBlock)}");
        terminal.Result($"L1 head         {Known(l1.Head)}");
        terminal.Result($"sender          {l1.Sender ?? "none"}");
        terminal.Result($"balance         {Ether(l1.BalanceWei)}");
        terminal.Result($"nonce           {Known(l1.NextNonce)}, with what waits {Known(l1.PendingNonce)}");
        terminal.Result($"waits for       {l1.Waits ?? "nothing"}");
        terminal.Result($"problem         {l1.Problem ?? "none"}");
        JobText.PrintTransactions(terminal, l1.Open);
    }

    /// <summary>Wei as ether, with six digits behind the point.</summary>
    public static string Ether(string? wei)
    {
        return BigInteger.TryParse(wei, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger value)
            ? ((decimal)(value / WeiPerDigit) / 1_000_000).ToString("0.000000 'ether'", CultureInfo.InvariantCulture)
            : "not known";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Known<T>(T? value)
        where T : struct, IFormattable
    {
        return value?.ToString(null, CultureInfo.InvariantCulture) ?? "not known";
    }
}
