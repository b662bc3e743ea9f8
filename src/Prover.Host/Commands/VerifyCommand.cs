using System.CommandLine;
using Prover.Algebra;
using Prover.Groth16;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover verify</c>: says valid or invalid, and ends with 0 or 2.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> proof = new("proof") { Description = "The proof, in snarkjs' JSON." };
        Option<string> key = new("--vk") { Description = "The verifying key, in snarkjs' JSON.", Required = true };
        Option<string?> publicFile = new("--public") { Description = "The public inputs; default: PROOF.public.json." };
        Command command = new("verify", "Verifies a proof.") { proof, key, publicFile };
        command.SetAction(parsed =>
        {
            string proofFile = parsed.GetRequiredValue(proof);
            string inputsFile = parsed.GetValue(publicFile) ?? proofFile + ".public.json";
            bool valid = Check(parsed.GetRequiredValue(key), proofFile, inputsFile);
            terminal.Result(valid ? "valid" : "invalid");
            return valid ? ExitCode.Ok : ExitCode.InvalidProof;
        });
        return command;
    }

    private static bool Check(string keyFile, string proofFile, string inputsFile)
    {
        VerifyingKey key = SnarkjsJson.ReadVerifyingKey(OutputFile.ReadText(keyFile), keyFile);
        if (!SnarkjsJson.TryReadProof(OutputFile.ReadText(proofFile), out Proof? proof, out string fault))
        {
            throw new CommandException(ExitCode.FileMismatch, $"{proofFile}: not a proof: {fault}");
        }

        if (!SnarkjsJson.TryReadPublicInputs(OutputFile.ReadText(inputsFile), out Fr[]? inputs, out fault))
        {
            throw new CommandException(ExitCode.FileMismatch, $"{inputsFile}: not public inputs: {fault}");
        }

        return inputs.Length == key.PublicCount
            ? Verify.Proof(key, proof, inputs)
            : throw new CommandException(
                ExitCode.FileMismatch,
                $"{inputsFile}: expected {key.PublicCount} public inputs for {keyFile}, found {inputs.Length}");
    }
}
