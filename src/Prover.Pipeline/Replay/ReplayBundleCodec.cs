using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Replay bundles as files: JSON in UTF-8, version 1, the envelope in base64.</summary>
/// <remarks>Equal bundles give equal bytes. Reading takes no other version, no unknown, missing or double member
/// and no value in another form than the one that is written.</remarks>
public static class ReplayBundleCodec
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 128 << 20;

    /// <summary>The longest text in a file, in characters, beside the envelope.</summary>
    public const int LongestText = 1100;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerOptions.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = 2,
    };

    /// <summary>The bytes of the file.</summary>
    public static byte[] Encode(ReplayBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return JsonSerializer.SerializeToUtf8Bytes(
            new Members(
                ReplayBundle.Version,
                bundle.Job.ToString(),
                bundle.Fence,
                bundle.CircuitId.ToString(),
                bundle.KeyHash?.ToString(),
                bundle.Worker,
                bundle.Device,
                bundle.Software,
                bundle.Stage.ToString(),
                bundle.Kind.ToString(),
                bundle.Reason,
                bundle.Assignment?.ToString(),
                Convert.ToBase64String(bundle.Envelope.Span)),
            Form);
    }

    /// <summary>Reads a file, hostile or not.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="problem">What is wrong with the file: one line.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> file,
        [NotNullWhen(true)] out ReplayBundle? bundle,
        [NotNullWhen(false)] out string? problem)
    {
        bundle = null;
        if (file.Length > LargestFile)
        {
            problem = $"not a replay bundle: expected at most {LargestFile} bytes, found {file.Length}";
            return false;
        }

        Members? members;
        try
        {
            members = JsonSerializer.Deserialize<Members>(file, Form);
        }
        catch (JsonException fault)
        {
            problem = string.Create(
                CultureInfo.InvariantCulture,
                $"not a replay bundle: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}");
            return false;
        }

        if (members is null)
        {
            problem = "not a replay bundle: nothing is in it";
            return false;
        }

        bundle = Read(members, out problem);
        return bundle is not null;
    }

    private static ReplayBundle? Read(Members members, out string? problem)
    {
        Bytes32? key = null;
        ContentHash? assignment = null;
        if (members.Version != ReplayBundle.Version)
        {
            problem = $"expected version {ReplayBundle.Version}, found {members.Version}";
            return null;
        }

        string? wrong =
            !JobId.TryParse(members.Job, out JobId job) ? nameof(members.Job)
            : members.Fence < 1 ? nameof(members.Fence)
            : !TryHash(members.Circuit, out Bytes32 circuit) ? nameof(members.Circuit)
            : !TryOptional(members.KeyHash, ref key) ? nameof(members.KeyHash)
            : !IsLine(members.Worker) ? nameof(members.Worker)
            : !IsLine(members.Device) ? nameof(members.Device)
            : !IsLine(members.Software) ? nameof(members.Software)
            : !TryName(members.Stage, out JobStage stage) || stage > JobStage.Prove ? nameof(members.Stage)
            : !TryName(members.Kind, out WorkFailureKind kind) ? nameof(members.Kind)
            : !IsLine(members.Reason) ? nameof(members.Reason)
            : !TryOptional(members.Assignment, ref assignment) ? nameof(members.Assignment)
            : null;
        byte[]? envelope = wrong is null ? FromBase64(members.Envelope) : null;
        if (envelope is null)
        {
            problem = $"the member {wrong ?? nameof(members.Envelope)} cannot be read";
            return null;
        }

        problem = null;
        return new ReplayBundle
        {
            Job = job,
            Fence = members.Fence,
            CircuitId = Bytes32.Parse(members.Circuit),
            KeyHash = key,
            Worker = members.Worker,
            Device = members.Device,
            Software = members.Software,
            Stage = Enum.Parse<JobStage>(members.Stage),
            Kind = Enum.Parse<WorkFailureKind>(members.Kind),
            Reason = members.Reason,
            Assignment = assignment,
            Envelope = envelope,
        };
    }

    private static bool IsLine(string text) => text.Length <= LongestText && !text.Any(char.IsControl);

    private static bool TryHash(string text, out Bytes32 value) =>
        Bytes32.TryParse(text, out value) && value.ToString() == text;

    private static bool TryOptional(string? text, ref Bytes32? value)
    {
        bool good = text is null || TryHash(text, out _);
        value = good && text is not null ? Bytes32.Parse(text) : null;
        return good;
    }

    private static bool TryOptional(string? text, ref ContentHash? value)
    {
        bool good = ContentHash.TryParse(text, out ContentHash hash);
        value = good ? hash : null;
        return good || text is null;
    }

    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && value.ToString() == text;

    private static byte[]? FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out int length)
            && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
                ? bytes[..length]
                : null;
    }

    /// <summary>The members of the file, in order.</summary>
    private sealed record Members(
        int Version,
        string Job,
        long Fence,
        string Circuit,
        string? KeyHash,
        string Worker,
        string Device,
        string Software,
        string Stage,
        string Kind,
        string Reason,
        string? Assignment,
        string Envelope);
}
